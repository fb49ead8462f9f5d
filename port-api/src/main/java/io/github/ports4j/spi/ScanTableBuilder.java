package io.github.ports4j.spi;

import io.github.ports4j.HostScan;
import io.github.ports4j.Printable;
import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.internal.ScanRow;
import io.github.ports4j.internal.ScanTable;
import io.github.ports4j.internal.ValueFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The table of one scan as it fills: a cell for each port of each address. Ports are named by their place in the request's {@link
 * ScanRequest#ports}. A cell that was never set belongs to another shard. Not safe for use by several threads, but {@link #reason}
 * and {@link #isFinal} may be asked by any thread for a cell that no other thread sets.
 */
public final class ScanTableBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();
    private static final byte PENDING = ScanRow.code(ScanReason.PENDING);

    private final ScanTable table;

    /** A table without an address. */
    public ScanTableBuilder(ScanRequest request) {
        table = new ScanTable(request);
        table.shards.set(request.shard());
    }

    /** Adds an address, whose number is that of addresses added before. */
    public void host(InetAddress address, Optional<String> name) {
        table.rows.add(new ScanRow(
                address,
                name,
                table.request.ports(TransportProtocol.TCP).size(),
                table.request.ports(TransportProtocol.UDP).size()));
    }

    /**
     * Tells that a host stands for no address.
     *
     * @param host as the request has it
     * @param reason in a few words of whatever origin
     */
    public void unresolved(String host, String reason) {
        table.unresolved.put(host, Printable.of(reason));
    }

    /** Takes all hosts out again. */
    public void clear() {
        table.rows.clear();
        table.unresolved.clear();
    }

    /** Sets a cell. */
    public void set(int host, TransportProtocol protocol, int place, ScanReason reason) {
        table.rows.get(host).cells(protocol)[place] = ScanRow.code(reason);
    }

    /** Keeps what an attempt came to that is not the last one: reports show the port as pending until it is {@link #set}. */
    public void note(int host, TransportProtocol protocol, int place, ScanReason reason) {
        table.rows.get(host).cells(protocol)[place] = (byte) -ScanRow.code(reason);
    }

    /** Notes all cells of this protocol as pending. */
    public void noteAll(TransportProtocol protocol) {
        table.rows.forEach(row -> Arrays.fill(row.cells(protocol), (byte) -PENDING));
    }

    /** How many cells of a host were noted, and not set. */
    public int unfinished(int host, TransportProtocol protocol) {
        int count = 0;
        for (byte cell : table.rows.get(host).cells(protocol)) {
            count += cell < 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether a cell has been set, and not to {@link ScanReason#PENDING}. */
    public boolean isFinal(int host, TransportProtocol protocol, int place) {
        return table.rows.get(host).cells(protocol)[place] > PENDING;
    }

    /**
     * Keeps how long an open port took to answer.
     *
     * @param nanos not negative
     */
    public void latency(int host, TransportProtocol protocol, int place, long nanos) {
        table.rows.get(host).latency(protocol, place, nanos);
    }

    /** What a cell was set to, or what was last noted; empty if neither. */
    public Optional<ScanReason> reason(int host, TransportProtocol protocol, int place) {
        int code = Math.abs(table.rows.get(host).cells(protocol)[place]);
        return code == ScanRow.NOT_COVERED ? Optional.empty() : Optional.of(ScanRow.reason((byte) code));
    }

    /** What is known of one port. */
    public ScanResult result(int host, TransportProtocol protocol, int place) {
        return result(host, protocol, place, table.rows.get(host).latency(protocol, place));
    }

    /**
     * What is known of one port, with this latency.
     *
     * @param nanos negative where nothing came back
     */
    public ScanResult result(int host, TransportProtocol protocol, int place, long nanos) {
        InetSocketAddress address = new InetSocketAddress(
                table.rows.get(host).address, table.request.ports(protocol).at(place));
        return VALUES.scanResult(
                protocol, address, reason(host, protocol, place).orElse(ScanReason.PENDING), nanos);
    }

    /**
     * Takes over what an earlier report of the same request knows of the address with this number; what is untried there is noted as
     * pending.
     */
    public void continueFrom(int host, HostScan earlier) {
        earlier.results().forEach(result -> {
            TransportPort port = result.port();
            int place = table.request.ports(port.protocol()).indexOf(port.number());
            if (result.state() == ScanState.UNTRIED) {
                note(host, port.protocol(), place, ScanReason.PENDING);
            } else {
                set(host, port.protocol(), place, result.reason());
            }
            result.latency().ifPresent(time -> latency(host, port.protocol(), place, time.toNanos()));
        });
    }

    /** The report as of now; what is set later does not change it. */
    public ScanReport report(long probes, Duration elapsed) {
        ScanTable copy = new ScanTable(table.request);
        table.rows.forEach(row -> copy.rows.add(row.copy()));
        copy.unresolved.putAll(table.unresolved);
        copy.shards.or(table.shards);
        copy.probes = probes;
        copy.elapsed = elapsed;
        return VALUES.scanReport(copy);
    }

    /** The last report: it takes the table with it, which is not to be changed any more. */
    public ScanReport lastReport(long probes, Duration elapsed) {
        table.rows.forEach(ScanRow::settle);
        table.probes = probes;
        table.elapsed = elapsed;
        return VALUES.scanReport(table);
    }

    /** A result apart from any table. */
    public static ScanResult result(
            TransportProtocol protocol, InetSocketAddress address, ScanReason reason, Duration latency) {
        return VALUES.scanResult(protocol, address, reason, latency.toNanos());
    }

    /** How far a scan has come. */
    public static ScanProgress progress(long done, long total, long open, long probes, Duration elapsed) {
        return VALUES.scanProgress(done, total, open, probes, elapsed);
    }
}
