package io.github.ports4j;

import io.github.ports4j.internal.ScanRow;
import io.github.ports4j.internal.ScanTable;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a scan found out. Immutable. It can be written as text and read again, to be {@linkplain #merge merged} with those of other
 * shards or to go on from with {@link PortScanner#resume}.
 */
public final class ScanReport {
    private final ScanRequest request;
    private final List<HostScan> hosts;
    private final Map<String, String> unresolved;
    private final BitSet shards;
    private final long probes;
    private final Duration elapsed;

    ScanReport(ScanTable table) {
        request = table.request;
        hosts = table.rows.stream().map(row -> new HostScan(request, row)).toList();
        unresolved = Collections.unmodifiableMap(new LinkedHashMap<>(table.unresolved));
        shards = (BitSet) table.shards.clone();
        probes = table.probes;
        elapsed = table.elapsed;
    }

    /** What was asked for. Of several shards it is the request of that with the lowest number. */
    public ScanRequest request() {
        return request;
    }

    /** The addresses, in the order of the request. */
    public List<HostScan> hosts() {
        return hosts;
    }

    /** Every port that this report is about, by address. With millions of ports a long stream. */
    public Stream<ScanResult> results() {
        return hosts.stream().flatMap(HostScan::results);
    }

    /** The open ports, by address. */
    public List<ScanResult> open() {
        return hosts.stream().flatMap(host -> host.open().stream()).toList();
    }

    /** How many ports have this state. */
    public long count(ScanState state) {
        return hosts.stream().mapToLong(host -> host.count(state)).sum();
    }

    /** How many ports have their state for which reason; reasons that no port has are not in it. */
    public Map<ScanReason, Long> reasons() {
        Map<ScanReason, Long> reasons = new EnumMap<>(ScanReason.class);
        hosts.forEach(host -> host.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum)));
        return reasons;
    }

    /**
     * Whether it tells of every port of every host that was asked for, in all shards: nothing is left out or untried, and every name
     * stands for an address.
     */
    public boolean complete() {
        long asked = Stream.of(TransportProtocol.values())
                .mapToLong(protocol -> request.ports(protocol).size())
                .sum();
        long known = reasons().entrySet().stream()
                .filter(entry -> entry.getKey().state() != ScanState.UNTRIED)
                .mapToLong(Map.Entry::getValue)
                .sum();
        return shards.cardinality() == request.shards()
                && unresolved.isEmpty()
                && !hosts.isEmpty()
                && known == asked * hosts.size();
    }

    /** The shards that it is about, counted from 0; just 0 where the whole was not divided. */
    public List<Integer> shards() {
        return shards.stream().boxed().toList();
    }

    /** Hosts that were asked for and stand for no address, and why in a few words. */
    public Map<String, String> unresolved() {
        return unresolved;
    }

    /** How many attempts were made; a port may take several. */
    public long probes() {
        return probes;
    }

    /** How long it took; of several shards the longest. */
    public Duration elapsed() {
        return elapsed;
    }

    /**
     * The reports of several shards as one.
     *
     * @throws IllegalArgumentException if there is none, they are of different requests, a shard is in it twice, or a name stood for
     *     different addresses
     */
    public static ScanReport merge(Collection<ScanReport> reports) {
        List<ScanReport> ordered = reports.stream()
                .sorted(Comparator.comparingInt(report -> report.request.shard()))
                .toList();
        if (ordered.isEmpty()) {
            throw new IllegalArgumentException("no report to merge");
        }
        ScanReport first = ordered.get(0);
        ScanTable all = new ScanTable(first.request);
        all.unresolved.putAll(first.unresolved);
        first.hosts.forEach(host -> all.rows.add(host.row().copy()));
        all.shards.or(first.shards);
        all.probes = first.probes;
        all.elapsed = first.elapsed;
        ordered.stream().skip(1).forEach(report -> report.mergeInto(all));
        return new ScanReport(all);
    }

    private void mergeInto(ScanTable all) {
        if (request.shards() != all.request.shards() || !ScanText.plan(request).equals(ScanText.plan(all.request))) {
            throw new IllegalArgumentException("different requests: " + all.request + " and " + request);
        }
        if (shards.intersects(all.shards)) {
            throw new IllegalArgumentException("a shard is in it twice: " + request);
        }
        if (!addresses(all.rows.stream().map(row -> row.address))
                .equals(addresses(hosts.stream().map(HostScan::address)))) {
            throw new IllegalArgumentException("the hosts stood for different addresses: " + request);
        }
        for (int i = 0; i < hosts.size(); i++) {
            ScanRow from = hosts.get(i).row();
            ScanRow to = all.rows.get(i);
            for (TransportProtocol protocol : TransportProtocol.values()) {
                merge(from.cells(protocol), to.cells(protocol));
            }
            to.latenciesOf(from);
        }
        all.shards.or(shards);
        all.unresolved.putAll(unresolved);
        all.probes += probes;
        if (elapsed.compareTo(all.elapsed) > 0) {
            all.elapsed = elapsed;
        }
    }

    private void merge(byte[] from, byte[] to) {
        for (int index = 0; index < from.length; index++) {
            if (from[index] != ScanRow.NOT_COVERED && to[index] != ScanRow.NOT_COVERED) {
                throw new IllegalArgumentException("a port is in two shards: " + request);
            }
            to[index] |= from[index]; // one of them is 0
        }
    }

    /** With their zones, which {@link InetAddress} does not compare. */
    private static List<String> addresses(Stream<InetAddress> addresses) {
        return addresses.map(InternetAddress::format).toList();
    }

    /** Writes all of it as lines of text, which {@link #read} reads: a few bytes for each port that stands apart from its neighbours. */
    public void write(Appendable out) throws IOException {
        ScanText.write(this, shards, out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is anything else, or its end is missing; the message names the line
     */
    public static ScanReport read(Reader in) throws IOException {
        return new ScanReport(new ScanTextReader(in).read());
    }

    /** Prints {@code 1024 ports of 1 address: OPEN [127.0.0.1:22/tcp], CLOSED 1023; complete}. */
    @Override
    public String toString() {
        long ports = Stream.of(ScanState.values()).mapToLong(this::count).sum();
        String counts = Stream.of(ScanState.values())
                .filter(state -> state != ScanState.OPEN && count(state) != 0)
                .map(state -> ", " + state + " " + count(state))
                .collect(Collectors.joining());
        String open = open().stream()
                .map(result -> InternetAddress.format(result.address()) + "/" + result.protocol())
                .collect(Collectors.joining(", "));
        return ports + " ports of " + hosts.size() + (hosts.size() == 1 ? " address" : " addresses") + ": OPEN [" + open
                + "]" + counts
                + (unresolved.isEmpty() ? "" : ", unresolved " + unresolved.keySet())
                + (complete() ? "; complete" : "; not complete");
    }
}
