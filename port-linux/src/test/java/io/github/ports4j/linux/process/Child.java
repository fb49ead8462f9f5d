package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ProcessId;
import io.github.ports4j.posix.SignalSender;
import io.github.ports4j.spi.ProcessFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process that a test starts, and ends with all that descends from it. */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a command whose standard input stays open. */
    static Child start(String... command) {
        return start(List.of(command));
    }

    /** Starts a command after others that prepare its surroundings. */
    static Child start(List<String> before, List<String> command) {
        return start(Stream.concat(before.stream(), command.stream()).toList());
    }

    private static Child start(List<String> command) {
        try {
            return new Child(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts a script. */
    static Child shell(String script) {
        return start("/bin/sh", "-c", script);
    }

    /** The command that starts a class of these tests in a JVM of its own. */
    public static List<String> java(Class<?> main) {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }

    long pid() {
        return process.pid();
    }

    /** Its identity now. */
    ProcessId id() {
        return facts().id();
    }

    ProcessFacts facts() {
        return new LinuxProcesses().read(pid()).orElseThrow();
    }

    /** Waits, with a deadline, until its facts are so; a program needs a moment to become what it was started as. */
    ProcessFacts await(Predicate<ProcessFacts> condition) {
        return await(pid(), condition);
    }

    static ProcessFacts await(long pid, Predicate<ProcessFacts> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            ProcessFacts facts = new LinuxProcesses().read(pid).orElseThrow();
            if (condition.test(facts)) {
                return facts;
            }
            assertThat(System.nanoTime()).as("%s is not as awaited", facts).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** The next line of its output, which it says soon. */
    String line() {
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!output.ready() && process.isAlive()) {
                assertThat(System.nanoTime()).as("still no line of output").isLessThan(deadline);
                Thread.onSpinWait();
            }
            String line = output.readLine();
            assertThat(line).as("a line of output").isNotNull();
            return line;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void signal(int number) {
        assertThat(SignalSender.kill(pid(), number)).isZero();
    }

    /** Waits until it has ended by itself and has been reaped. */
    int reap() {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        reap();
    }
}
