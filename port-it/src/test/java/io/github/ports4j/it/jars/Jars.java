package io.github.ports4j.it.jars;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars under test, as Maven built or fetched them for this module. */
final class Jars {
    /** What a user's program has on its path who depends on port-core alone. */
    static final List<Path> OF_PORT_CORE = of(
            "port-api",
            "port-core",
            "port-linux",
            "port-macos",
            "port-posix",
            "slf4j-api",
            "jna",
            "gson",
            "jnr-posix",
            "jnr-ffi",
            "jnr-constants",
            "jnr-a64asm",
            "jnr-x86asm",
            "jffi",
            "asm",
            "asm-analysis",
            "asm-commons",
            "asm-tree",
            "asm-util");

    /** port-core and what it needs, without any provider. */
    static final List<Path> WITHOUT_PROVIDER = of("port-api", "port-core", "slf4j-api");

    private Jars() {}

    /** The jars of these artifacts, those with a classifier too, but no tests. */
    static List<Path> of(String... artifacts) {
        return Arrays.stream(artifacts).flatMap(Jars::jarsOf).toList();
    }

    private static Stream<Path> jarsOf(String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-\\d.*(?<!-tests)\\.jar");
        List<Path> found = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(path -> name.matcher(path.getFileName().toString()).matches())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no jar of " + artifact + " on the class path; run this by mvn verify");
        }
        return found.stream();
    }

    /** As one argument for {@code -cp} or {@code -p}. */
    static String path(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Both. */
    static List<Path> plus(List<Path> jars, Path... more) {
        return Stream.concat(jars.stream(), Arrays.stream(more)).toList();
    }
}
