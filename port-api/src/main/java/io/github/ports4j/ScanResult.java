package io.github.ports4j;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What was found out about one port of one address. Immutable. */
public final class ScanResult {
    private final TransportProtocol protocol;
    private final InetSocketAddress address;
    private final ScanReason reason;
    private final long latencyNanos;

    ScanResult(TransportProtocol protocol, InetSocketAddress address, ScanReason reason, long latencyNanos) {
        this.protocol = protocol;
        this.address = address;
        this.reason = reason;
        this.latencyNanos = latencyNanos;
    }

    /** TCP or UDP. */
    public TransportProtocol protocol() {
        return protocol;
    }

    /** The address and the port. */
    public InetSocketAddress address() {
        return address;
    }

    /** The port and its protocol, as in {@code 8080/tcp}. */
    public TransportPort port() {
        return new TransportPort(protocol, address.getPort());
    }

    /** What was found out. */
    public ScanState state() {
        return reason.state();
    }

    /** Why it has that state. */
    public ScanReason reason() {
        return reason;
    }

    /**
     * From the attempt to its answer, as this process saw it. Empty where nothing came back, and for a port that is not open where
     * it was not kept: a report keeps that of open ports alone.
     */
    public Optional<Duration> latency() {
        return latencyNanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(latencyNanos));
    }

    /** Equal if address, zone, protocol and reason are; the latency is not looked at. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ScanResult that
                && protocol == that.protocol
                && reason == that.reason
                && address.equals(that.address)
                && zone() == that.zone();
    }

    /** {@link Inet6Address} takes addresses of different links for equal. */
    private int zone() {
        return address.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(protocol, address, reason);
    }

    /** Prints {@code 127.0.0.1:8080/tcp OPEN (it took the connection, 0.1 ms)}. */
    @Override
    public String toString() {
        return InternetAddress.format(address) + "/" + protocol + " " + state() + " (" + reason.text()
                + latency().map(time -> ", " + Durations.precise(time)).orElse("") + ")";
    }
}
