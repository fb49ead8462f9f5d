package io.github.ports4j.macos.standin;

import com.sun.jna.NativeLibrary;
import io.github.ports4j.compiler.CCompiler;
import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The stand-in as a library, compiled once a build, when it is first needed. */
public final class StandIn {
    /** Also for the tests of other modules. */
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("port-macos");

    private static final Path SOURCES = MODULE.resolve("src/test/c/standin");
    private static final Path FOLDER = MODULE.resolve("target/standin");
    private static final Path LIBRARY = FOLDER.resolve("libSystem.so");
    private static final List<String> OPTIONS = List.of(
            "-std=gnu11",
            "-g",
            "-shared",
            "-fPIC",
            "-fvisibility=hidden", // what is exported is said in the sources, one by one
            "-I" + FOLDER);

    private StandIn() {}

    /**
     * Builds the stand-in and makes it the library of {@link LibSystem} in this JVM. The first call has to come before any other use of
     * LibSystem, from a thread that has the user of the JVM: with the rights of that thread the stand-in reads what Darwin's kernel would.
     * Skips the test where there is no compiler, or no Linux, with the reason; where it does not compile the test fails.
     *
     * @return how to steer it
     */
    public static StandInControl load() {
        assumeUsable();
        return Loaded.CONTROL;
    }

    /** Builds it, and gives the folder: for the system property {@code jna.library.path} of another JVM that is to use it. */
    public static Path folder() {
        assumeUsable();
        return Built.FOLDER;
    }

    private static void assumeUsable() {
        CCompiler.assumeUsable("the stand-in for macOS' library is");
    }

    private static final class Built {
        private static final Path FOLDER = build();
    }

    private static final class Loaded {
        private static final StandInControl CONTROL = load(Built.FOLDER);

        private static StandInControl load(Path folder) {
            Path file = Optional.ofNullable(System.getenv("STANDIN_FAULTS"))
                    .map(Path::of)
                    .orElse(folder.resolve("control"));
            try {
                Files.deleteIfExists(file); // what a JVM before this one has left
                NativeLibrary.addSearchPath("System", folder.toString());
                LibSystem.load();
                return StandInControl.open(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // ---- building ----

    private static Path build() {
        try {
            CCompiler.alone(FOLDER, () -> {
                String header = DarwinLayouts.read().header();
                Path layouts = FOLDER.resolve("layouts.h");
                boolean sameHeader =
                        Files.exists(layouts) && Files.readString(layouts).equals(header);
                if (!sameHeader) {
                    Files.writeString(layouts, header);
                }
                if (!sameHeader || !CCompiler.isNewest(LIBRARY, sources(""))) {
                    CCompiler.compile(LIBRARY, OPTIONS, sources(".c"));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("compile " + SOURCES, e);
        }
        return FOLDER;
    }

    private static List<Path> sources(String ending) throws IOException {
        try (Stream<Path> all = Files.list(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
