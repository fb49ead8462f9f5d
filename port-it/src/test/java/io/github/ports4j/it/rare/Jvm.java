package io.github.ports4j.it.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How to start a JVM of the same JDK, with the class path of the tests. Immutable: each method returns a new one. */
public record Jvm(List<String> launcher, List<String> options, String classPath) {
    /** What a class prints for {@link #killedWhenBuilt}. */
    public static final String BUILT = "built";

    private static final long SECONDS = 300;
    private static final String COMMAND = "io.github.ports4j.cli.PortsCommand";

    /** Without any option. */
    static Jvm plain() {
        return new Jvm(List.of(), List.of(), System.getProperty("java.class.path"));
    }

    /** One that starts sooner. */
    public static Jvm quick() {
        return plain().with("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");
    }

    /** Started by this program, which is given the command line of the JVM as its last arguments. */
    public Jvm under(String... program) {
        return new Jvm(plus(launcher, program), options, classPath);
    }

    /** With these options of the JVM. */
    public Jvm with(String... more) {
        return new Jvm(launcher, plus(options, more), classPath);
    }

    /** With this class path instead. */
    public Jvm classPath(String path) {
        return new Jvm(launcher, options, path);
    }

    private static List<String> plus(List<String> list, String... more) {
        List<String> both = new ArrayList<>(list);
        both.addAll(List.of(more));
        return List.copyOf(both);
    }

    /** Starts a {@link Probe}, which is asked and answers until it is closed. */
    Dialogue probe() throws IOException {
        return Dialogue.with(builder(Probe.class.getName()));
    }

    /**
     * Starts this class, kills the JVM when that says {@link #BUILT}, and waits for the end of all processes that it had started by then.
     *
     * @return those
     */
    public List<ProcessHandle> killedWhenBuilt(Class<?> main) throws IOException, InterruptedException {
        Process jvm = start(main);
        List<ProcessHandle> parts;
        try (BufferedReader lines = jvm.inputReader()) {
            assertThat(lines.readLine()).isEqualTo(BUILT);
            parts = jvm.descendants().toList();
        } finally {
            jvm.destroyForcibly();
        }
        jvm.waitFor();
        for (ProcessHandle part : parts) {
            part.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        return parts;
    }

    /** Runs the command {@code ports} to its end. */
    public Run command(String... arguments) throws IOException, InterruptedException {
        return run(COMMAND, arguments);
    }

    /** Runs this class to its end. */
    public Run run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        return run(main.getName(), arguments);
    }

    /** Starts this class; what it says on standard error is said here. */
    public Process start(Class<?> main, String... arguments) throws IOException {
        return builder(main.getName(), arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Runs the class of this name to its end. */
    public Run run(String main, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jvm", ".out");
        Path err = Files.createTempFile("jvm", ".err");
        try {
            ProcessBuilder builder = builder(main, arguments);
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                end(process);
                throw new AssertionError("still running after " + SECONDS + " s: " + builder.command() + "\n"
                        + Files.readString(out) + Files.readString(err));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private ProcessBuilder builder(String main, String... arguments) {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        Optional.ofNullable(System.getProperty("basedir")).ifPresent(module -> command.add("-Dbasedir=" + module));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // would be told on standard error
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder;
    }

    /** Ends a process that was started here, with what it started itself: a launcher may have the JVM as its child. */
    public static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A run to the end. */
    public record Run(int exit, String out, String err) {}
}
