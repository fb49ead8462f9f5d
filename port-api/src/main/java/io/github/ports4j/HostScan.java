package io.github.ports4j;

import io.github.ports4j.internal.ScanRow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a scan found out about one address. Immutable. */
public final class HostScan {
    private static final ScanReason[] REASONS = ScanReason.values();

    private final ScanRequest request;
    private final ScanRow row;

    HostScan(ScanRequest request, ScanRow row) {
        this.request = request;
        this.row = row;
    }

    /** The address. */
    public InetAddress address() {
        return row.address;
    }

    /** The name by which it was asked for; empty if it was asked for by its address. */
    public Optional<String> name() {
        return row.name;
    }

    /** The ports of this protocol that have this state. */
    public PortSet ports(TransportProtocol protocol, ScanState state) {
        return select(protocol, reason -> reason.state() == state);
    }

    /** The ports of this protocol that have their state for this reason. */
    public PortSet ports(TransportProtocol protocol, ScanReason reason) {
        return select(protocol, reason::equals);
    }

    private PortSet select(TransportProtocol protocol, java.util.function.Predicate<ScanReason> wanted) {
        boolean[] codes = new boolean[REASONS.length + 1];
        for (ScanReason reason : REASONS) {
            codes[ScanRow.code(reason)] = wanted.test(reason);
        }
        PortSet ports = request.ports(protocol);
        byte[] cells = row.cells(protocol);
        List<PortRange> found = new ArrayList<>();
        int i = 0;
        for (PortRange range : ports.ranges()) {
            int begin = 0;
            for (int port = range.first(); port <= range.last(); port++, i++) {
                boolean in = codes[cells[i]];
                if (in && begin == 0) {
                    begin = port;
                } else if (!in && begin != 0) {
                    found.add(PortRange.of(begin, port - 1));
                    begin = 0;
                }
            }
            if (begin != 0) {
                found.add(PortRange.of(begin, range.last()));
            }
        }
        return PortSet.of(found);
    }

    /** What was found out about this port; empty if the report is not about it. */
    public Optional<ScanResult> result(TransportPort port) {
        int index = request.ports(port.protocol()).indexOf(port.number());
        return index < 0 ? Optional.empty() : result(port.protocol(), index);
    }

    private Optional<ScanResult> result(TransportProtocol protocol, int index) {
        byte code = row.cells(protocol)[index];
        if (code == ScanRow.NOT_COVERED) {
            return Optional.empty();
        }
        ScanReason reason = ScanRow.reason(code);
        InetSocketAddress address =
                new InetSocketAddress(row.address, request.ports(protocol).at(index));
        return Optional.of(new ScanResult(protocol, address, reason, row.latency(protocol, index)));
    }

    /** Every port that the report is about, TCP before UDP, ascending. */
    public Stream<ScanResult> results() {
        return Stream.of(TransportProtocol.values()).flatMap(this::results);
    }

    private Stream<ScanResult> results(TransportProtocol protocol) {
        return IntStream.range(0, row.cells(protocol).length)
                .mapToObj(index -> result(protocol, index))
                .flatMap(Optional::stream);
    }

    /** The open ports, TCP before UDP, ascending. */
    public List<ScanResult> open() {
        return Stream.of(TransportProtocol.values())
                .flatMap(protocol -> ports(protocol, ScanState.OPEN).stream()
                        .mapToObj(port -> result(new TransportPort(protocol, port))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many ports have this state. */
    public long count(ScanState state) {
        return reasons().entrySet().stream()
                .filter(entry -> entry.getKey().state() == state)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many ports have their state for which reason; reasons that no port has are not in it. */
    public Map<ScanReason, Long> reasons() {
        long[] counts = new long[REASONS.length + 1];
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (byte code : row.cells(protocol)) {
                counts[code]++;
            }
        }
        Map<ScanReason, Long> reasons = new EnumMap<>(ScanReason.class);
        for (ScanReason reason : REASONS) {
            if (counts[ScanRow.code(reason)] != 0) {
                reasons.put(reason, counts[ScanRow.code(reason)]);
            }
        }
        return reasons;
    }

    ScanRow row() {
        return row;
    }

    /** Prints {@code db (192.0.2.7): tcp OPEN 22,80 CLOSED 1-21 FILTERED 23}. */
    @Override
    public String toString() {
        return row.name.map(name -> Printable.of(name) + " (").orElse("") + InternetAddress.format(row.address)
                + (row.name.isPresent() ? ")" : "") + ":"
                + Stream.of(TransportProtocol.values())
                        .filter(protocol -> !states(protocol).isEmpty())
                        .map(protocol -> " " + protocol + states(protocol))
                        .collect(Collectors.joining());
    }

    private String states(TransportProtocol protocol) {
        return Stream.of(ScanState.values())
                .filter(state -> !ports(protocol, state).isEmpty())
                .map(state -> " " + state + " " + ports(protocol, state))
                .collect(Collectors.joining());
    }
}
