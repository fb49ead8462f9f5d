package io.github.ports4j.it.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that are run to their end: {@code ip}, {@code nft}. */
public final class Tool {
    private static final long SECONDS = 60;

    private Tool() {}

    /**
     * Runs a program with this on its standard input, and gives what it prints.
     *
     * @throws AssertionError if it fails; the message has what it said
     */
    public static String run(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said;
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            } catch (IOException e) {
                // it ends without having read all: its exit status says why
            } finally {
                said = new String(process.getInputStream().readAllBytes(), UTF_8);
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + ": " + said + "\n" + input);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
