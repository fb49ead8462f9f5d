package io.github.ports4j.it.scene;

import io.github.ports4j.compiler.CCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

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
        return built("actor");
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
    public static Path actorAs(String fileName) {
        Path actor = actor();
        Path link = TARGET.resolve("as").resolve(fileName);
        try {
            Files.createDirectories(link.getParent());
            if (!Files.exists(link) || !Files.isSameFile(link, actor)) {
                Path fresh = TARGET.resolve("as-" + UUID.randomUUID());
                Files.createLink(fresh, actor); // not a copy: a file that is being written cannot be run
                Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(fresh); // where another JVM was faster the move has done nothing
            }
        } catch (IOException e) {
            throw new UncheckedIOException("link the actor to " + fileName, e);
        }
        return link;
    }

    private static synchronized Path built(String name) {
        assumeUsable();
        Path source = SOURCES.resolve(name + ".c");
        Path program = TARGET.resolve(name);
        try {
            CCompiler.alone(TARGET, () -> {
                if (!CCompiler.isNewest(program, List.of(source))) {
                    CCompiler.compile(program, List.of(), List.of(source));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("compile " + source, e);
        }
        return program;
    }
}
