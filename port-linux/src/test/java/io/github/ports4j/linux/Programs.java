package io.github.ports4j.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a test needs and not every host has. */
public final class Programs {
    private static final String PATH =
            Optional.ofNullable(System.getenv("PATH")).orElse("/bin:/usr/bin");

    private Programs() {}

    /** Skips the test where one of them would not be found when it is started. */
    public static void assumeThere(String... programs) {
        for (String program : programs) {
            assumeTrue(isThere(program), "there is no program " + program + " on the PATH");
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(PATH.split(File.pathSeparator)).anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }
}
