package io.github.ports4j.internal;

import io.github.ports4j.ScanReason;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cells of one address: a byte for each port of the request, in ascending order, which is {@link #NOT_COVERED} or the code of a
 * reason.
 */
public final class ScanRow {
    /** The port belongs to a shard that the report is not about. */
    public static final byte NOT_COVERED = 0;

    private static final ScanReason[] REASONS = ScanReason.values();

    public final InetAddress address;
    public final Optional<String> name;
    private final byte[] tcp;
    private final byte[] udp;
    private final Map<Integer, Long> latencies;

    public ScanRow(InetAddress address, Optional<String> name, int tcp, int udp) {
        this(address, name, new byte[tcp], new byte[udp], new ConcurrentHashMap<>());
    }

    private ScanRow(InetAddress address, Optional<String> name, byte[] tcp, byte[] udp, Map<Integer, Long> latencies) {
        this.address = address;
        this.name = name;
        this.tcp = tcp;
        this.udp = udp;
        this.latencies = latencies;
    }

    public static byte code(ScanReason reason) {
        return (byte) (reason.ordinal() + 1);
    }

    public static ScanReason reason(byte code) {
        return REASONS[code - 1];
    }

    public ScanRow copy() {
        return new ScanRow(address, name, tcp.clone(), udp.clone(), new ConcurrentHashMap<>(latencies));
    }

    public byte[] cells(TransportProtocol protocol) {
        return protocol == TransportProtocol.TCP ? tcp : udp;
    }

    public long latency(TransportProtocol protocol, int index) {
        return latencies.getOrDefault(key(protocol, index), -1L);
    }

    public void latency(TransportProtocol protocol, int index, long nanos) {
        latencies.put(key(protocol, index), nanos);
    }

    public void latenciesOf(ScanRow other) {
        latencies.putAll(other.latencies);
    }

    private static int key(TransportProtocol protocol, int index) {
        return protocol == TransportProtocol.TCP ? index : -1 - index;
    }
}
