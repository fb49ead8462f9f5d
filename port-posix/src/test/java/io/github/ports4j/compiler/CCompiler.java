package io.github.ports4j.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.api.Assumptions;

/** The C compiler of this host: {@code cc}, or {@code gcc}. Each warning is an error. */
public final class CCompiler {
    private static final long SECONDS = 120;

    private CCompiler() {}

    /** Something to build. */
    @FunctionalInterface
    public interface Build {
        /** Builds it, if it is not there. */
        void run() throws IOException;
    }

    /**
     * Skips the test where there is no compiler, or no Linux, with the reason.
     *
     * @param what is to be compiled, for the reason
     */
    public static void assumeUsable(String what) {
        if (!System.getProperty("os.name").equals("Linux")) {
            Assumptions.abort(what + " for Linux, not " + System.getProperty("os.name"));
        }
        assumePresent();
    }

    /** Skips the test where there is no compiler, with the reason; for programs that are for any Unix. */
    public static void assumePresent() {
        if (compiler().isEmpty()) {
            Assumptions.abort("no C compiler: neither cc nor gcc is on the PATH");
        }
    }

    /** Makes the folder and builds something in it, while no other JVM does. */
    public static void alone(Path folder, Build build) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // several JVMs may run tests; it ends with the channel
            build.run();
        }
    }

    /** Whether a file is there that is no older than any of these. */
    public static boolean isNewest(Path file, List<Path> sources) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        for (Path source : sources) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(file)) > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Compiles. The file is replaced at once, and may be read and run by all: what runs a file that its user cannot read is hidden from
     * that user.
     *
     * @param options besides those for warnings
     * @throws IllegalStateException if it can't be compiled, with what the compiler says
     */
    public static void compile(Path to, List<String> options, List<Path> sources) throws IOException {
        Path folder = to.toAbsolutePath().getParent();
        String name = to.getFileName().toString();
        Path fresh = Files.createTempFile(folder, name, ".tmp");
        Path log = Files.createTempFile(folder, name, ".log");
        try {
            List<String> command = new ArrayList<>();
            command.add(compiler().orElseThrow().toString());
            command.addAll(List.of("-O1", "-pthread", "-Wall", "-Wextra", "-Werror"));
            command.addAll(options);
            command.addAll(List.of("-o", fresh.toString()));
            sources.forEach(source -> command.add(source.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!ended(process) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed:\n" + Files.readString(log, UTF_8));
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(log);
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS);
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
