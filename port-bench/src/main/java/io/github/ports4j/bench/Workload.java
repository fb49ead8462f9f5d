package io.github.ports4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes and sockets that stand on this host until they are ended, made by {@code workload.c}. */
final class Workload {
    private final Process process;

    private Workload(Process process) {
        this.process = process;
    }

    /**
     * Starts it, and waits until all stand.
     *
     * @param program the program compiled of {@code workload.c}
     * @param arguments its arguments
     */
    static Workload start(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toAbsolutePath().toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Workload workload = new Workload(process);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith("READY")) {
            workload.end();
            throw new IOException("the workload does not stand: " + command);
        }
        return workload;
    }

    /** Ends them and waits until all are gone; the end of its input is what the program waits for. */
    void end() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
