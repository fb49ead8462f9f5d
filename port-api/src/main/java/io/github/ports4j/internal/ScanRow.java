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

    private static final byte[] NO_CELLS = {};

    private static final ScanReason[] REASONS = ScanReason.values();

    public final InetAddress address;
    public final Optional<String> name;
    private final byte[] tcp;
    private final byte[] udp;

    /** Of open ports in nanoseconds, by {@link #key}; {@link Map#of()} until there is one, as there may be a million rows. */
    private volatile Map<Integer, Long> latencies;

    public ScanRow(InetAddress address, Optional<String> name, int tcp, int udp) {
        this(address, name, cells(tcp), cells(udp), Map.of());
    }

    private ScanRow(InetAddress address, Optional<String> name, byte[] tcp, byte[] udp, Map<Integer, Long> latencies) {
        this.address = address;
        this.name = name;
        this.tcp = tcp;
        this.udp = udp;
        this.latencies = latencies;
    }

    private static byte[] cells(int count) {
        return count == 0 ? NO_CELLS : new byte[count];
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
        Map<Integer, Long> known = latencies;
        ScanRow copy = new ScanRow(
                address, name, tcp.clone(), udp.clone(), known.isEmpty() ? Map.of() : new ConcurrentHashMap<>(known));
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
        latencies(Map.of(key(protocol, index), nanos));
    }

    public void latenciesOf(ScanRow other) {
        latencies(other.latencies);
    }

    private synchronized void latencies(Map<Integer, Long> more) {
        if (!more.isEmpty()) {
            Map<Integer, Long> known = latencies;
            if (known.isEmpty()) {
                latencies = new ConcurrentHashMap<>(more);
            } else {
                known.putAll(more);
            }
        }
    }

    private static int key(TransportProtocol protocol, int index) {
        return protocol == TransportProtocol.TCP ? index : -1 - index;
    }
}
