package com.example.plainmain;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.PortHeldException;
import io.github.ports4j.Ports;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void namesWhoHasThePort() throws IOException {
        assumeTrue(Ports.supported(), "ports4j has no provider for this system");
        try (ServerSocket taken = new ServerSocket(0)) {
            PortHeldException e = assertThrows(PortHeldException.class, () -> Main.listen(taken.getLocalPort()));

            assertTrue(e.getMessage().contains("pid " + ProcessHandle.current().pid() + " "), e.getMessage());
            assertInstanceOf(BindException.class, e.getCause());
        }
    }
}
