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

/** The jars of port-core on the module path of a program that requires io.github.ports4j only. */
class ModulePathStartIT {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "no provider for this system yet")
    void listsAListeningSocket() throws IOException, InterruptedException {
        Path app = Programs.forModulePath(folder);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            ChildJvm run = ChildJvm.onModulePath(Jars.plus(Jars.OF_PORT_CORE, app), "app/app.Start", port + "");
            assertThat(run.out()).as("%s", run).isEqualToIgnoringNewLines("listed " + port + ": true");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).doesNotContain("WARNING"); // of native access
        }
    }

    /** jnr-ffi needs ASM and cannot say so, being an automatic module: port-posix requires it instead. */
    @Test
    void jnrPosixFindsWhatItNeeds() throws IOException, InterruptedException {
        Path app = Programs.jnrForModulePath(folder);
        ChildJvm run = ChildJvm.onModulePath(Jars.plus(Jars.OF_PORT_CORE, app), "app/app.Jnr");
        assertThat(run.out()).as("%s", run).isEqualToIgnoringNewLines("same pid: true");
        assertThat(run.exit()).isZero();
    }
}
