package io.github.ports4j.it.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of another JVM of the same JDK, to its end. */
record ChildJvm(int exit, String out, String err) {
    private static final long SECONDS = 60;

    static ChildJvm onClassPath(List<Path> jars, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-cp", Jars.path(jars), mainClass));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    /** Names only the program's module: what else is resolved, it requires or ServiceLoader binds. */
    static ChildJvm onModulePath(List<Path> jars, String moduleAndMainClass, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("-p", Jars.path(jars)));
        if (jars.containsAll(Jars.of("jna", "jffi"))) {
            command.add("--enable-native-access=com.sun.jna,org.jnrproject.jffi");
        }
        command.addAll(List.of("-m", moduleAndMainClass));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    private static ChildJvm run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path out = Files.createTempFile("child", ".out");
        Path err = Files.createTempFile("child", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS"); // would be told on standard error
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + SECONDS + " s: " + command + "\n"
                        + Files.readString(out) + Files.readString(err));
            }
            return new ChildJvm(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
