package io.github.ports4j.it.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The C programs of {@code src/test/c}, each compiled once a build, when it is first needed. */
public final class CTools {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/test/c");
    private static final Path TARGET = MODULE.resolve("target/c-tools");
    private static final long COMPILER_SECONDS = 120;

    private CTools() {}

    /** Skips the test where the programs cannot be compiled or are of no use, with the reason. */
    public static void assumeUsable() {
        if (!System.getProperty("os.name").equals("Linux")) {
            Assumptions.abort("the C programs of the tests are for Linux, not " + System.getProperty("os.name"));
        }
        if (compiler().isEmpty()) {
            Assumptions.abort("no C compiler: neither cc nor gcc is on the PATH");
        }
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
            Files.createDirectories(TARGET);
            try (FileChannel channel =
                    FileChannel.open(TARGET.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // several JVMs may run tests; it ends with the channel
                if (!isNewer(program, source)) {
                    compile(source, program);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("compile " + source, e);
        }
        return program;
    }

    private static boolean isNewer(Path program, Path source) throws IOException {
        return Files.exists(program)
                && Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) >= 0;
    }

    private static void compile(Path source, Path program) throws IOException {
        Path fresh = Files.createTempFile(TARGET, program.getFileName().toString(), ".tmp");
        Path log = Files.createTempFile(TARGET, program.getFileName().toString(), ".log");
        try {
            List<String> command = List.of(
                    compiler().orElseThrow().toString(),
                    "-O1",
                    "-pthread",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-o",
                    fresh.toString(),
                    source.toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!ended(process) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed:\n" + Files.readString(log, UTF_8));
            }
            // Readable for all: what runs a file that its user cannot read is hidden from that user.
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
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
