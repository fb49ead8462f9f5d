package io.github.ports4j.it.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.condition.OS;

/** Port numbers that nobody uses, found without the library; another one each time. */
final class FreePorts {
    private static final int LOWEST = 10_000; // below are too many well-known ones
    private static final int HIGHEST = 65_535;
    private static final AtomicInteger STEP =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 20));

    private FreePorts() {}

    /** One outside the range from which the kernel takes local ports of connections. */
    static int outsideEphemeral() {
        int[] ephemeral = ephemeralRange();
        return ephemeral[0] - LOWEST > HIGHEST - ephemeral[1]
                ? find(LOWEST, ephemeral[0] - 1)
                : find(ephemeral[1] + 1, HIGHEST);
    }

    /** One inside that range. */
    static int ephemeral() {
        int[] ephemeral = ephemeralRange();
        return find(ephemeral[0], ephemeral[1]);
    }

    private static int find(int low, int high) {
        for (int tries = 0; tries <= high - low; tries++) {
            int port = low + Math.floorMod(STEP.getAndIncrement(), high - low + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no free port from " + low + " to " + high);
    }

    /** Binds the wildcard of both families without {@code SO_REUSEADDR}: refused for whatever is left of a port. */
    private static boolean isFree(int port) {
        InetSocketAddress any = new InetSocketAddress(port);
        try (ServerSocketChannel tcp = ServerSocketChannel.open();
                DatagramChannel udp = DatagramChannel.open()) {
            tcp.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            tcp.bind(any);
            udp.bind(any);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int[] ephemeralRange() {
        if (OS.MAC.isCurrentOs()) {
            return new int[] {systemControl("net.inet.ip.portrange.first"), systemControl("net.inet.ip.portrange.last")
            };
        }
        try {
            // Lines, because that reads a buffer at a time: a file under /proc/sys gives all to its first read.
            String[] range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                    .get(0)
                    .split("\\s+", -1);
            return new int[] {Integer.parseInt(range[0]), Integer.parseInt(range[1])};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int systemControl(String name) {
        return Integer.parseInt(
                Printout.of("/usr/sbin/sysctl", "-n", name).get(0).strip());
    }
}
