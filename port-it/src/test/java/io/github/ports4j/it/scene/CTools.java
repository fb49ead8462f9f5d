package io.github.ports4j.it.scene;

import io.github.ports4j.compiler.CCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.OS;

/** The C programs of {@code src/test/c}, each compiled once a build, when it is first needed. */
public final class CTools {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/test/c");
    private static final Path TARGET = MODULE.resolve("target/c-tools");

    private CTools() {}

    /** Skips the test where the programs cannot be compiled or are of no use, with the reason. */
    public static void assumeUsable() {
        CCompiler.assumeUsable("the C programs of the tests are");
    }

    /** The program that does what it is told to: {@code actor.c}. */
    public static Path actor() {
        assumeUsable();
        return built(TARGET, "actor", List.of(), "actor.c", "actor-linux.h");
    }

    /** The same as it is for macOS, with what every Unix has; for this system, whichever that is. */
    static Path portableActor() {
        CCompiler.assumePresent();
        return built(
                TARGET.resolve("portable"),
                "actor",
                List.of("-std=c11", "-pedantic", "-DPORTABLE"),
                "actor.c",
                "actor-posix.h");
    }

    /** The program that starts another one without some system calls: {@code refuse.c}. */
    public static Path refuse() {
        return built("refuse");
    }

    /** The program that prints what the C headers say about layouts: {@code samples.c}. */
    public static Path samples() {
        return built("samples");
    }

    /** The program whose arguments lie in memory that does not answer: {@code silent.c}. */
    public static Path silent() {
        return built("silent");
    }

    /** The program that listens in a laboratory for scans: {@code listen.c}. */
    public static Path listen() {
        return built("listen");
    }

    /** The program that is a cable with delay and loss: {@code delay.c}. */
    public static Path delay() {
        return built("delay");
    }

    /** The actor as an executable file of another name, such as that of a program which is treated specially. */
    static Path as(String fileName, Path actor) {
        Path folder = actor.resolveSibling("as");
        Path link = folder.resolve(fileName);
        try {
            Files.createDirectories(folder);
            if (!CCompiler.isNewest(link, List.of(actor))) {
                Path fresh = actor.resolveSibling("as-" + UUID.randomUUID());
                if (OS.MAC.isCurrentOs()) {
                    Files.copy(actor, fresh); // of a file with several names, macOS may tell any as that of the program
                } else {
                    Files.createLink(fresh, actor); // not a copy: a file that is being written cannot be run
                }
                Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(fresh); // where another JVM was faster the move has done nothing
            }
        } catch (IOException e) {
            throw new UncheckedIOException("link the actor to " + fileName, e);
        }
        return link;
    }

    private static Path built(String name) {
        assumeUsable();
        return built(TARGET, name, List.of(), name + ".c");
    }

    /** Builds it from the first of these files, which may include the others. */
    private static synchronized Path built(Path folder, String name, List<String> options, String... files) {
        Path program = folder.resolve(name);
        List<Path> sources = Stream.of(files).map(SOURCES::resolve).toList();
        try {
            CCompiler.alone(folder, () -> {
                if (!CCompiler.isNewest(program, sources)) {
                    CCompiler.compile(program, options, sources.subList(0, 1));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("compile " + files[0], e);
        }
        return program;
    }
}
