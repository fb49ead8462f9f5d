package io.github.ports4j.macos.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.NativeLibrary;
import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The stand-in as a library, compiled once a build, when it is first needed. */
public final class StandIn {
    /** Also for the tests of other modules. */
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("port-macos");

    private static final Path SOURCES = MODULE.resolve("src/test/c/standin");
    private static final Path FOLDER = MODULE.resolve("target/standin");
    private static final Path LIBRARY = FOLDER.resolve("libSystem.so");
    private static final long COMPILER_SECONDS = 120;

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
        if (!System.getProperty("os.name").equals("Linux")) {
            Assumptions.abort(
                    "the stand-in for macOS' library answers from Linux, not from " + System.getProperty("os.name"));
        }
        if (compiler().isEmpty()) {
            Assumptions.abort("no C compiler: neither cc nor gcc is on the PATH");
        }
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
            Files.createDirectories(FOLDER);
            try (FileChannel channel =
                    FileChannel.open(FOLDER.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // several JVMs may run tests; it ends with the channel
                String header = DarwinLayouts.read().header();
                Path layouts = FOLDER.resolve("layouts.h");
                boolean sameHeader =
                        Files.exists(layouts) && Files.readString(layouts).equals(header);
                if (!sameHeader) {
                    Files.writeString(layouts, header);
                }
                if (!sameHeader || !isNewest(LIBRARY)) {
                    compile();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("compile " + SOURCES, e);
        }
        return FOLDER;
    }

    private static boolean isNewest(Path library) throws IOException {
        if (!Files.exists(library)) {
            return false;
        }
        for (Path source : sources("")) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(library)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> sources(String ending) throws IOException {
        try (Stream<Path> all = Files.list(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static void compile() throws IOException {
        Path fresh = Files.createTempFile(FOLDER, "libSystem", ".tmp");
        Path log = Files.createTempFile(FOLDER, "libSystem", ".log");
        try {
            List<String> command = new ArrayList<>(List.of(
                    compiler().orElseThrow().toString(),
                    "-std=gnu11",
                    "-O1",
                    "-g",
                    "-shared",
                    "-fPIC",
                    "-pthread",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-fvisibility=hidden", // what is exported is said in the sources, one by one
                    "-I" + FOLDER,
                    "-o",
                    fresh.toString()));
            sources(".c").forEach(source -> command.add(source.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!ended(process) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed:\n" + Files.readString(log, UTF_8));
            }
            // Readable for all: tests run as other users too.
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, LIBRARY, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(log);
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(COMPILER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IllegalStateException("interrupted while compiling", e);
        }
    }

    private static Optional<Path> compiler() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String name : List.of("cc", "gcc")) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate.toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }
}
