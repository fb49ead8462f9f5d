package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.it.rare.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program has said until it ended. */
record Run(int exit, String out, String err) {
    private static final long SECONDS = 60;

    /** Runs a program to its end, with this on its standard input. */
    static Run of(List<String> command, String input) {
        try {
            Path in = Files.createTempFile("run", ".in");
            Path out = Files.createTempFile("run", ".out");
            Path err = Files.createTempFile("run", ".err");
            try {
                Files.writeString(in, input);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = await(process);
                String said = new String(Files.readAllBytes(out), UTF_8);
                String complained = new String(Files.readAllBytes(err), UTF_8);
                if (!ended) {
                    throw new AssertionError(
                            "still running after " + SECONDS + " s: " + command + "\n" + said + complained);
                }
                return new Run(process.exitValue(), said, complained);
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command.toString(), e);
        }
    }

    private static boolean await(Process process) {
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            Jvm.end(process);
        }
    }
}
