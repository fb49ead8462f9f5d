package io.github.ports4j.it.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the built command to its end. */
record Command(int status, String out, String err) {
    private static final long SECONDS = 60;

    /** Where Maven puts it. */
    static final Path LIB =
            Path.of("..", "port-cli", "target", "ports", "lib").toAbsolutePath().normalize();

    static Command run(String... arguments) throws IOException, InterruptedException {
        return finish(builder(LIB, List.of(), arguments));
    }

    /**
     * A process to be started.
     *
     * @param lib the folder of the jars
     * @param before what stands before the JVM, such as a program that changes the user
     */
    static ProcessBuilder builder(Path lib, List<String> before, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                lib + "/*",
                "io.github.ports4j.cli.PortsCommand"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would tell of it on standard error
        builder.environment().put("PORTS_STDOUT_TTY", "0");
        builder.environment().put("PORTS_STDERR_TTY", "0");
        return builder;
    }

    /** Runs it to its end, at most a minute. */
    static Command finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("command", ".out");
        Path err = Files.createTempFile("command", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + SECONDS + " s: " + builder.command());
            }
            return new Command(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Standard output as one JSON document. */
    JsonElement json() {
        return JsonParser.parseString(out);
    }

    /** The only element of the array that is on standard output. */
    JsonObject only() {
        if (json().getAsJsonArray().size() != 1) {
            throw new AssertionError("not one element: " + this);
        }
        return json().getAsJsonArray().get(0).getAsJsonObject();
    }
}
