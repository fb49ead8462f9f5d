package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.it.rare.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A JVM in the host that says by a line where it is, and is told by a line to go on, or killed at that point. */
final class HostJvm implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;

    private HostJvm(Process process) {
        this.process = process;
        lines = process.inputReader(UTF_8);
    }

    static HostJvm start(Jvm jvm, Class<?> main, String... arguments) {
        try {
            return new HostJvm(jvm.start(main, arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(main.getName(), e);
        }
    }

    /** Waits for the next line that it says. */
    String line() {
        String line = lineOrEnd();
        if (line == null) {
            throw new AssertionError("it has ended, with " + exit());
        }
        return line;
    }

    /** The same; null if it has ended. */
    @Nullable
    String lineOrEnd() {
        return await(CompletableFuture.supplyAsync(this::read), "says nothing");
    }

    private @Nullable String read() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says a line to it. */
    void say(String line) {
        Writer writer = process.outputWriter(UTF_8);
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL and waits until it is gone: what it had open is closed then. */
    void kill() {
        process.descendants()
                .forEach(ProcessHandle::destroyForcibly); // the JVM is a child of the launcher, which ends with it
        exit();
    }

    /** Waits for its end and gives the exit status. */
    int exit() {
        return await(process.onExit(), "does not end").exitValue();
    }

    private <T extends @Nullable Object> T await(CompletableFuture<T> future, String complaint) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the JVM in the host " + complaint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Jvm.end(process);
        exit();
    }
}
