package io.github.ports4j.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The program {@code ip} in the network namespace of the calling thread. */
final class Ip {
    private Ip() {}

    /** Skips the test where no network namespace can be made, or nothing in it. */
    static void assumeUsable() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can make namespaces");
        Programs.assumeThere("ip");
    }

    /** What a program printed, on both ways, and how it ended. */
    record Run(int exit, String output) {}

    static Run run(List<String> command, String input) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Does what each line says; all of it must work. */
    static void batch(Stream<String> lines) {
        batch("-d", lines); // of any
    }

    /** The same of one family: {@code -4} or {@code -6}. */
    static void batch(String family, Stream<String> lines) {
        String input = String.join("\n", lines.toList()) + "\n";
        Run run = run(List.of("ip", family, "-batch", "-"), input);
        if (run.exit() != 0 || !run.output().isEmpty()) {
            throw new AssertionError(run.output());
        }
    }

    /** Does something that not every kernel can; returns whether it worked, and prints why not. */
    static boolean tried(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        Run run = run(command, "");
        if (run.exit() != 0) {
            System.out.println("left out: ip " + arguments + ": " + run.output().strip());
        }
        return run.exit() == 0;
    }

    /** What it prints as JSON: an object for each thing. */
    static List<JsonObject> json(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-j"));
        command.addAll(List.of(arguments));
        Run run = run(command, "");
        if (run.exit() != 0) {
            throw new AssertionError(run.output());
        }
        return objects(JsonParser.parseString(run.output()).getAsJsonArray());
    }

    static List<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(object -> object.size() > 0) // ip 6.1 prints {} for what it filters
                .toList();
    }
}
