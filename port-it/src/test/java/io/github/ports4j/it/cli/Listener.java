package io.github.ports4j.it.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child of the test that holds a port; it ends with {@link #close}, whatever became of it. */
final class Listener implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final int port;

    private Listener(Process process, BufferedReader output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    static Listener start(String... arguments) throws IOException {
        return start(Path.of(System.getProperty("java.home"), "bin", "java"), arguments);
    }

    /** One that is started by this file name. */
    static Listener start(Path java, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                ListenerProgram.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null) {
            throw new IOException("the listener ended at once: " + command);
        }
        return new Listener(process, output, Integer.parseInt(port));
    }

    int port() {
        return port;
    }

    String portText() {
        return Integer.toString(port);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the next line that it prints; empty text if it has ended. */
    String nextLine() throws IOException {
        String line = output.readLine();
        return line == null ? "" : line;
    }

    /** The state with which it ended; fails if it does not within a minute. */
    int exit() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("still alive: pid " + process.pid());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        boolean ended = process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenApply(waitedFor -> !waitedFor.isAlive())
                .join();
        if (!ended) {
            process.destroyForcibly().onExit().join();
        }
        output.close();
    }
}
