package io.github.ports4j.it.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.OS;

/** What a server that is gone leaves of a connection. */
final class Leftover {
    private static final String TIME_WAIT = "06";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftover() {}

    /** Serves one connection on this port of 127.0.0.1 and closes it first, so that this end stays in {@code TIME_WAIT}. */
    static void timeWait(int port, boolean reuse) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, reuse);
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
                client.connect(address);
                server.accept().close();
                if (client.read(ByteBuffer.allocate(1)) != -1) {
                    throw new AssertionError("the server's end came with data");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("leave something behind on " + port, e);
        }
        if (OS.MAC.isCurrentOs() ? !comes(port) : !isThere(port)) {
            throw new AssertionError("nothing in TIME_WAIT on " + port);
        }
    }

    /** On macOS, where the last segments are still on their way through the loopback. @see "netstat(1)" */
    private static boolean comes(int port) {
        String line = "tcp4.* 127\\.0\\.0\\.1\\." + port + " .* TIME_WAIT *";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (Printout.of("/usr/sbin/netstat", "-an", "-p", "tcp").stream().anyMatch(row -> row.matches(line))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThere(int port) {
        String local = String.format("0100007F:%04X", port);
        try {
            return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                    .map(line -> line.strip().split("\\s+", -1)) // sl local_address rem_address st
                    .anyMatch(fields -> fields[1].equals(local) && fields[3].equals(TIME_WAIT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
