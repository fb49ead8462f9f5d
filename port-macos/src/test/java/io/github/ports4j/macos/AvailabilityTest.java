package io.github.ports4j.macos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On another system the provider says so, and loads nothing native for it. */
@DisabledOnOs(value = OS.MAC, disabledReason = "there it is available")
class AvailabilityTest {
    /** Asks in a JVM of its own, which tells all classes that it loads. */
    public static void main(String[] arguments) {
        System.out.println(new MacosProvider().availability());
    }

    @Test
    void isNotThereAndCostsNothing() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AvailabilityTest.class.getName()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(told)
                .contains("unavailable: this system is " + System.getProperty("os.name") + ", not macOS")
                .contains("io.github.ports4j.macos.MacosProvider source:")
                .doesNotContain("com.sun.jna")
                .doesNotContain("LibSystem source:");
    }
}
