package io.github.ports4j.macos.standin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A process of the test's own, which ends with it. */
final class Child implements AutoCloseable {
    private final Process process;
    private final int told;

    private Child(Process process, int told) {
        this.process = process;
        this.told = told;
    }

    static Child sleeping() {
        try {
            return new Child(new ProcessBuilder("sleep", "60").start(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Its {@link #told()} is the pid of a process which has ended, and which its parent never waits for: it is ended when the parent has
     * become another program, as a shell may still reap it.
     */
    static Child withZombie() {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", "sleep 60 & echo $!; exec tail -f /dev/null")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            int child = Integer.parseInt(reader.readLine());
            Deadline deadline = Deadline.ofSeconds(10);
            while (process.info()
                    .command()
                    .filter(command -> command.endsWith("tail"))
                    .isEmpty()) {
                deadline.pause();
            }
            ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
            return new Child(process, child);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int pid() {
        return (int) process.pid();
    }

    int told() {
        return told;
    }

    /** Ends it, and waits until it is no zombie either. */
    void end() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(process + " lives on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ProcessHandle.Info info() {
        return process.info();
    }

    @Override
    public void close() {
        end();
    }
}
