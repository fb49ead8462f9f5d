package com.example.takenport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.ports4j.PortHeldException;
import io.github.ports4j.Ports;
import io.github.ports4j.Signal;
import io.github.ports4j.TransportPort;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.FakeProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopTest {
    private final FakeHost host = new FakeHost();
    private final Shop shop = new Shop(Ports.on(host), this::bind);
    private HttpServer server;

    /** As {@link HttpServer#create} would on that host; what is really bound is any port. */
    private HttpServer bind(int port) throws IOException {
        if (!host.isUnused(TransportPort.tcp(port))) {
            throw new BindException("Address already in use");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return server;
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void olderShopIsEnded() throws IOException {
        FakeProcess older =
                host.process("java").arguments("-jar shop.jar").listen(8080).start();

        shop.open(8080);

        assertFalse(older.alive());
        assertEquals(1, host.signals().size());
        assertEquals(Signal.TERM, host.signals().get(0).signal());
    }

    @Test
    void anybodyElseIsNamedAndLeftAlone() {
        host.process("postgres").listen(8080).start();

        PortHeldException e = assertThrows(PortHeldException.class, () -> shop.open(8080));

        assertTrue(e.getMessage().contains("postgres"), e.getMessage());
        assertTrue(host.signals().isEmpty());
    }

    @Test
    void shopThatHangsIsKilled() throws IOException {
        host.process("java").arguments("-jar shop.jar").listen(8080).records().start();

        shop.open(8080);

        assertEquals(Signal.KILL, host.signals().get(host.signals().size() - 1).signal());
    }
}
