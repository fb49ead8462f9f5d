package io.github.ports4j.posix;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortTimeoutException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of this system. Safe for use by many threads. */
public final class SystemCommands implements CommandRunner {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/");
    private static final Pattern ERROR = Pattern.compile("error(?:=|: )([0-9]{1,9})\\b");
    private static final Set<Integer> REFUSALS = Set.of(1, 2, 13); // EPERM, ENOENT, EACCES: on Linux as on macOS
    private static final Duration AFTER_KILL = Duration.ofSeconds(2); // pipes that a grandchild may keep open

    private final Duration deadline;

    /** With this much time for each program. */
    public SystemCommands(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public boolean isThere(String path) {
        return Files.isExecutable(Path.of(path));
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        String program = command.argv().get(0);
        if (!program.startsWith("/")) {
            throw new IllegalArgumentException("a program without its path: " + program);
        }
        if (!isThere(program)) {
            throw new NotPermittedException("to run " + program, "there is no such program that this user may run");
        }
        Process process = start(command);
        CompletableFuture<byte[]> out = reading(process.getInputStream(), program);
        CompletableFuture<byte[]> err = reading(process.getErrorStream(), program);
        CompletableFuture<byte[]> in = writing(process.getOutputStream(), command.standardInput(), program);
        long end = System.nanoTime() + deadline.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        throw new PortTimeoutException(
                                "the end of " + String.join(" ", command.argv()) + ", which was killed", deadline);
                    }
                    long rest = System.nanoTime() + AFTER_KILL.toNanos();
                    in.get(rest - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return new CommandResult(process.exitValue(), text(out, rest), text(err, rest));
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    throw new PortTimeoutException(
                            "the output of " + String.join(" ", command.argv()) + " to end", deadline);
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the output of " + program + " can't be read", e.getCause());
                }
            }
        } finally {
            process.destroyForcibly(); // does nothing to one that has ended
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Process start(FirewallCommand command) {
        ProcessBuilder builder = new ProcessBuilder(command.argv()).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        try {
            return builder.start();
        } catch (IOException e) {
            if (isRefusal(e)) {
                throw new NotPermittedException(
                        "to run " + command.argv().get(0), "the system says: " + e.getMessage(), e);
            }
            throw new FirewallException(
                    command.argv().subList(0, 1), -1, String.valueOf(e.getMessage()), "the system could not start it");
        }
    }

    /** Java tells the number of the error in its message alone. */
    private static boolean isRefusal(IOException failure) {
        Matcher matcher = ERROR.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() && REFUSALS.contains(Integer.parseInt(matcher.group(1)));
    }

    private static String text(CompletableFuture<byte[]> bytes, long end)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new String(bytes.get(end - System.nanoTime(), TimeUnit.NANOSECONDS), StandardCharsets.UTF_8);
    }

    private static CompletableFuture<byte[]> reading(InputStream stream, String program) {
        return inThread(program, () -> {
            try (stream) {
                return stream.readAllBytes();
            }
        });
    }

    private static CompletableFuture<byte[]> writing(OutputStream stream, String text, String program) {
        return inThread(program, () -> {
            try (stream) {
                stream.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // EPIPE: it ended, or closed its input, without reading all; its exit status says what came of it
                return new byte[0];
            }
            return new byte[0];
        });
    }

    private interface Transfer {
        byte[] run() throws IOException;
    }

    private static CompletableFuture<byte[]> inThread(String program, Transfer transfer) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(transfer.run());
                    } catch (IOException e) {
                        result.completeExceptionally(new UncheckedIOException(e));
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "ports4j " + program);
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
