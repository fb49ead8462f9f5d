package io.github.ports4j.it.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where this host has the control groups in which a process can be frozen. */
final class Cgroups {
    private Cgroups() {}

    /** The freezer of cgroup v1. */
    static Path freezer() {
        return find(line -> line.contains(" - cgroup ") && options(line).contains("freezer"))
                .orElseThrow(() -> new AssertionError("no freezer"));
    }

    /** The hierarchy of cgroup v2. */
    static Path unified() {
        return find(line -> line.contains(" - cgroup2 ")).orElseThrow(() -> new AssertionError("no cgroup v2"));
    }

    /** Why nothing can be frozen with v1; empty if it can. */
    static Optional<String> lacksFreezer() {
        return find(line -> line.contains(" - cgroup ") && options(line).contains("freezer"))
                .map(parent -> lacksChild(parent, "freezer.state"))
                .orElse(Optional.of("the freezer of cgroup v1 is not mounted"));
    }

    /** Why nothing can be frozen with v2; empty if it can. */
    static Optional<String> lacksUnified() {
        return find(line -> line.contains(" - cgroup2 "))
                .map(parent -> lacksChild(parent, "cgroup.freeze"))
                .orElse(Optional.of("cgroup v2 is not mounted"));
    }

    private static Optional<String> lacksChild(Path parent, String file) {
        Path child =
                parent.resolve("ports4j-test-try-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(child);
            boolean there = Files.isWritable(child.resolve(file));
            Files.delete(child);
            return there ? Optional.empty() : Optional.of("a new cgroup in " + parent + " has no " + file);
        } catch (IOException e) {
            return Optional.of("no cgroup can be made in " + parent + ": " + e);
        }
    }

    private static Optional<Path> find(Predicate<String> line) {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .filter(line)
                    .map(found -> Path.of(found.split(" ", -1)[4]))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last field: the options of the file system. */
    private static List<String> options(String line) {
        return List.of(line.substring(line.lastIndexOf(' ') + 1).split(",", -1));
    }
}
