package com.example.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that need a port of a fixed number. */
class LoginTest {
    private static final int PORT = 28_731;

    @BeforeAll
    static void freeThePort() {
        assumeTrue(Ports.supported(), "ports4j has no provider for this system");
        FixedPort.free(PORT);
    }

    @Test
    void serverHasThePortOfTheRedirect() throws IOException {
        try (ServerSocket server = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(PORT, server.getLocalPort());
        }
    }
}
