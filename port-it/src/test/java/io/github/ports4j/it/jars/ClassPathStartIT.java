package io.github.ports4j.it.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jars of port-core on the class path of a user's program. */
class ClassPathStartIT {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "no provider for this system yet")
    void listsAListeningSocket() throws IOException, InterruptedException {
        Path app = Programs.forClassPath(folder);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            ChildJvm run = ChildJvm.onClassPath(Jars.plus(Jars.OF_PORT_CORE, app), "app.Start", port + "");
            assertThat(run.out()).as("%s", run).isEqualToIgnoringNewLines("listed " + port + ": true");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).doesNotContain("WARNING"); // of native access
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "no provider for this system yet")
    void isSupported() throws IOException, InterruptedException {
        ChildJvm run =
                ChildJvm.onClassPath(Jars.plus(Jars.OF_PORT_CORE, Programs.forClassPath(folder)), "app.Supported");
        assertThat(run.out()).as("%s", run).isEqualToIgnoringNewLines("supported: true");
    }
}
