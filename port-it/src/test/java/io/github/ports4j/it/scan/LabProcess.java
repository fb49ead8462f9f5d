package io.github.ports4j.it.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the laboratory's own programs, which ends when its standard input does: when this is closed, or the JVM ends in any way. */
public final class LabProcess implements AutoCloseable {
    private static final long SECONDS = 10;

    private final Process process;

    private LabProcess(Process process) {
        this.process = process;
    }

    /** Starts it and waits until it says that it is ready. */
    public static LabProcess start(List<String> command) {
        LabProcess started;
        try {
            started = new LabProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(command.toString(), e);
        }
        try {
            started.awaitReady(command);
            return started;
        } catch (IOException e) {
            started.close();
            throw new UncheckedIOException(command.toString(), e);
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private void awaitReady(List<String> command) throws IOException {
        BufferedReader lines = process.inputReader(UTF_8);
        String line = lines.readLine();
        if (!"READY".equals(line)) {
            throw new AssertionError(command + ": " + line);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("pid " + process.pid() + " does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
