package io.github.ports4j.it.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A checkout with the script {@code ports} of the root, and a stand-in for Maven that writes down its call. */
final class Checkout {
    private static final Path SCRIPT = Path.of("..", "ports");

    private final Path folder;
    private final Path tools;

    private Checkout(Path folder, Path tools) {
        this.folder = folder;
        this.tools = tools;
    }

    /** Makes it, with sources of 2020, below this folder. */
    static Checkout in(Path parent, String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.copy(SCRIPT, folder.resolve("ports"));
        setExecutable(folder.resolve("ports"));
        Path source = folder.resolve("port-api/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        for (Path file : List.of(source, folder.resolve("pom.xml"), folder.resolve("port-api/pom.xml"))) {
            Files.createFile(file);
        }
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(past));
            }
        }
        Path tools = Files.createDirectory(parent.resolve("tools"));
        setExecutable(Files.writeString(tools.resolve("mvn"), """
                #!/bin/sh
                echo "mvn $*" >>calls
                echo "built by $PWD"
                [ ! -e refuse ] || exit 1
                mkdir -p port-cli/target/ports
                cp -r '%s' port-cli/target/ports/
                touch port-cli/target/ports/built
                """.formatted(Command.LIB)));
        return new Checkout(folder, tools);
    }

    /** A file of it. */
    Path resolve(String path) {
        return folder.resolve(path);
    }

    /** Where messages say it is. */
    Path realPath() throws IOException {
        return folder.toRealPath();
    }

    /** The first folder of the PATH. */
    Path tools() {
        return tools;
    }

    /** How Maven was called. */
    List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    /** Runs the script to its end. */
    Command ports(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return Command.finish(builder(environment, script(arguments)));
    }

    /** The words that call the script. */
    String[] script(String... arguments) {
        List<String> command = new ArrayList<>(List.of(folder.resolve("ports").toString()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /** A process of any command, with nothing in its environment that concerns the JVM but what is given. */
    ProcessBuilder builder(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        return builder;
    }

    static void setExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
