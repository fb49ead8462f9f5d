package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.compiler.CCompiler;
import io.github.ports4j.it.rare.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Packages with iptables, ufw and firewalld, fetched and unpacked once a build into {@code target/}; nothing is installed. */
final class Packages {
    private static final long MINUTES = 5;
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path TARGET = MODULE.resolve("target/firewall-packages");
    private static final Path ROOT = TARGET.resolve("root");

    /** Why there are none, once that is known: to try again for each test would take long. */
    private static @Nullable String failure;

    private Packages() {}

    /** A script of the laboratory. */
    static Path script(String name) {
        return MODULE.resolve("src/test/sh").resolve(name);
    }

    /** The root into which they are unpacked. Skips the test where they can't be had, with the reason. */
    static synchronized Path root() {
        Host.assumeRoot();
        try {
            CCompiler.alone(TARGET, () -> {
                if (failure == null && !Files.exists(ROOT)) {
                    fetch();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (failure != null) {
            Assumptions.abort("iptables, ufw and firewalld can't be fetched: " + failure);
        }
        return ROOT;
    }

    private static void fetch() throws IOException {
        Path log = TARGET.resolve("log");
        Process process = new ProcessBuilder("sh", script("firewall-packages").toString(), TARGET.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                failure = "not within " + MINUTES + " minutes";
            } else if (process.exitValue() != 0) {
                List<String> said = Files.readAllLines(log, UTF_8);
                failure = said.isEmpty() ? "exit " + process.exitValue() : said.get(said.size() - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
