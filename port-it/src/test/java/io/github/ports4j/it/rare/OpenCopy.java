package io.github.ports4j.it.rare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A copy of the class path that every user can read: the tests' own may lie where only its owner gets to. */
final class OpenCopy {
    /** What only tests need. */
    private static final Pattern UNUSED = Pattern.compile(
            "(junit|assertj|archunit|byte-buddy|opentest4j|apiguardian|surefire|failsafe|port-testkit).*");

    private OpenCopy() {}

    /** Copies it to this folder, which is opened too; returns the class path. */
    static String in(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> entries = new ArrayList<>();
        String original = System.getProperty("java.class.path");
        for (String text : original.split(Pattern.quote(File.pathSeparator), -1)) {
            Path entry = Path.of(text);
            String name = String.valueOf(entry.getFileName());
            if (Files.exists(entry) && !UNUSED.matcher(name).matches()) {
                Path copy = folder.resolve(entries.size() + "-" + name);
                copy(entry, copy);
                entries.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.toList()) {
                Path copy = Files.copy(file, to.resolve(from.relativize(file)));
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
