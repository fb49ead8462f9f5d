package io.github.ports4j.it.rare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What this machine must have for a test; a test is skipped with the reason where it has not. */
public final class Host {
    private Host() {}

    /** The test makes namespaces or becomes another user. */
    public static void assumeRoot() {
        if (!System.getProperty("os.name").equals("Linux")) {
            Assumptions.abort("for Linux, not " + System.getProperty("os.name"));
        }
        if (!isRoot()) {
            Assumptions.abort("the tests do not run as root");
        }
    }

    /** Whether the test may make namespaces. */
    static boolean isRoot() {
        return user() == 0;
    }

    /** The test starts these programs. */
    public static void assumePrograms(String... names) {
        for (String name : names) {
            if (find(name).isEmpty()) {
                Assumptions.abort("there is no " + name + " on the PATH");
            }
        }
    }

    private static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static int user() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            return -1; // no /proc: nobody whom a test could use
        }
    }
}
