package com.example.ownprovider;

import io.github.ports4j.Signal;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs {@link ActorProgram}. It can't tell of signals, for which no contract asks that is used here. */
final class JavaActor implements Actor {
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final List<Long> children;

    private JavaActor(Process process) throws IOException {
        this.process = process;
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
        String ready = answer();
        children = ready.isEmpty()
                ? List.of()
                : List.of(ready.split(" ", -1)).stream().map(Long::valueOf).toList();
    }

    static JavaActor start(ActorSpec spec) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes(),
                ActorProgram.class.getName(),
                Integer.toString(spec.children())));
        spec.sockets()
                .forEach(socket -> command.add(String.join(
                        ",",
                        socket.kind().name(),
                        Integer.toString(socket.port()),
                        Integer.toString(socket.remotePort()),
                        socket.flags().toString())));
        try {
            return new JavaActor(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classes() {
        try {
            return Path.of(ActorProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new AssertionError("the actor has ended; what went wrong is on standard error");
        }
        return line;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public List<Long> pids() {
        return List.of(pid());
    }

    @Override
    public List<Long> children() {
        return children;
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public List<Signal> received() {
        throw new UnsupportedOperationException("signals");
    }

    @Override
    public void whenReceived(Signal signal, Runnable action) {
        throw new UnsupportedOperationException("signals");
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("signals");
    }

    /** Its children end with it: they read from it. */
    @Override
    public void end() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void closeSockets() {
        try {
            commands.write("close\n");
            commands.flush();
            answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "actor " + pid();
    }
}
