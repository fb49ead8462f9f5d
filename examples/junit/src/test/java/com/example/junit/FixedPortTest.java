package com.example.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.PortHeldException;
import io.github.ports4j.PortState;
import io.github.ports4j.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FixedPortTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @BeforeAll
    static void supported() {
        assumeTrue(Ports.supported(), "ports4j has no provider for this system");
    }

    @Test
    void staleServerIsEnded() throws IOException, InterruptedException, URISyntaxException {
        Path classes = Path.of(StaleServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process stale = new ProcessBuilder(JAVA, "-cp", classes.toString(), StaleServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(stale.getInputStream()))) {
            int port = Integer.parseInt(output.readLine());

            FixedPort.free(port);

            assertTrue(stale.waitFor(10, TimeUnit.SECONDS));
            assertEquals(PortState.FREE, Ports.local().tcp(port).explain().state());
        } finally {
            stale.destroyForcibly();
        }
    }

    @Test
    void nobodyElseIs() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            PortHeldException e = assertThrows(PortHeldException.class, () -> FixedPort.free(server.getLocalPort()));

            assertTrue(e.getMessage().contains("pid " + ProcessHandle.current().pid()), e.getMessage());
        }
    }
}
