package io.github.ports4j.core.scan;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** The JVM's own channels. */
final class NioEngine implements ConnectEngine {
    /** Where the JVM does not tell how many descriptors it may have: few enough for any system. */
    private static final int UNTOLD = 192;

    private static final int MOST = 16_384;

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public boolean supports(TransportProtocol protocol) {
        return true;
    }

    @Override
    public int capacity() {
        long left = UNTOLD;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            left = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount();
        }
        return (int) Math.max(1, Math.min(MOST, left / 4 * 3));
    }

    /**
     * An ICMP error that arrives while {@code connect(2)} still has the socket, as those of this very host do, is put aside by Linux until
     * it sends the SYN again after one second.
     */
    @Override
    public Duration lateErrors() {
        return Duration.ofMillis(1200);
    }

    /** The JVM has one class of exception for both. */
    @Override
    public boolean tellsResets() {
        return false;
    }

    @Override
    public Connector open(TransportProtocol protocol, List<InetAddress> hosts, int slots) {
        return protocol == TransportProtocol.TCP
                ? new NioConnector(hosts, slots)
                : new NioDatagramConnector(hosts, slots);
    }

    @Override
    public String toString() {
        return name();
    }
}
