package io.github.ports4j.internal;

import io.github.ports4j.ScanReason;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cells of one address: a byte for each port of the request, in ascending order, which is {@link #NOT_COVERED}, the code of a
 * reason, or, while the scan runs, the negative code of what the last of several attempts came to.
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

    /** A code within this JVM: as text a reason is written by its name. */
    @SuppressWarnings("EnumOrdinal")
    public static byte code(ScanReason reason) {
        return (byte) (reason.ordinal() + 1);
    }

    public static ScanReason reason(byte code) {
        return REASONS[code - 1];
    }

    /** The cells as a report shows them: what is not final yet is pending. */
    public ScanRow copy() {
        ScanRow copy = new ScanRow(address, name, tcp.clone(), udp.clone(), new ConcurrentHashMap<>(latencies));
        copy.settle();
        return copy;
    }

    /** Makes what is not final yet pending. */
    public void settle() {
        settle(tcp);
        settle(udp);
    }

    private static void settle(byte[] cells) {
        byte pending = code(ScanReason.PENDING);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] < 0) {
                cells[i] = pending;
            }
        }
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
