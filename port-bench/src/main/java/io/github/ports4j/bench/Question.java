package io.github.ports4j.bench;

import io.github.ports4j.Owner;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortReport;
import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanState;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;
import oshi.software.os.InternetProtocolStats.IPConnection;

/** What is asked, of this library and of others. */
enum Question {
    /** Which processes hold the listeners of a port. */
    OWNERS("owners", "read(SocketQuery.tcp().listening().port(N))") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            SocketQuery query = SocketQuery.tcp().listening().port(port);
            return inProcess(() -> ports.sockets().read(query), Question::owners, calls);
        }

        @Override
        Side oshis(int port, int calls) {
            InternetProtocolStats stats = stats();
            return new InProcess<>(OSHI, stats::getConnections, all -> pids(all, port), calls);
        }
    },

    /** The TCP sockets in all states. */
    TABLE("sockets", "read(SocketQuery.tcp().withoutOwners())") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            SocketQuery query = SocketQuery.tcp().withoutOwners();
            return inProcess(() -> ports.sockets().read(query), Sockets::size, calls);
        }
    },

    /** The TCP sockets in all states, with the processes that hold them. */
    FULL("sockets with an owner", "read(SocketQuery.tcp())") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            SocketQuery query = SocketQuery.tcp();
            return inProcess(() -> ports.sockets().read(query), Question::owned, calls);
        }

        @Override
        Side oshis(int port, int calls) {
            InternetProtocolStats stats = stats();
            return new InProcess<>(
                    OSHI,
                    stats::getConnections,
                    all -> all.stream()
                            .filter(each -> each.getType().startsWith("tcp") && each.getowningProcessId() > 0)
                            .count(),
                    calls);
        }
    },

    /** The network interfaces with their addresses. */
    INTERFACES("interfaces", "interfaces().list()") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            return inProcess(ports.interfaces()::list, List::size, calls);
        }
    },

    /** Everything about one port. */
    EXPLAIN("holders", "tcp(N).explain()") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            return inProcess(
                    ports.tcp(port)::explain,
                    (PortReport report) -> report.holders().size(),
                    calls);
        }
    },

    /** The ports of the loopback that are open. */
    SCAN_LOOPBACK("open ports", "scan(ScanRequest.of(\"127.0.0.1\").tcp(1-65535))") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            return scan(ports, ScanRequest.of("127.0.0.1").tcp(ALL_PORTS), calls);
        }
    },

    /** The same through the JVM's own channels. */
    SCAN_PORTABLE("open ports", "scan(ScanRequest.of(\"127.0.0.1\").tcp(1-65535).portable())") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            return scan(ports, ScanRequest.of("127.0.0.1").tcp(ALL_PORTS).portable(), calls);
        }
    },

    /** The open ports of a host that answers at few. */
    SCAN_FILTERED("open ports", "scan(ScanRequest.of(\"10.77.0.2\").tcp(1-65535))") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            return scan(ports, ScanRequest.of("10.77.0.2").tcp(ALL_PORTS), calls);
        }
    },

    /** The open ports of a host behind a path with delay and loss. */
    SCAN_DELAYED("open ports", "scan(ScanRequest.of(\"10.78.0.3\").tcp(1-65535))") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            return scan(ports, ScanRequest.of("10.78.0.3").tcp(ALL_PORTS), calls);
        }
    },

    /** The open ports among the first thousand of 50 hosts. */
    SCAN_STREET("open ports", "scan(ScanRequest.of(fiftyHosts).tcp(1-1000))") {
        @Override
        Side ours(Ports ports, int port, int calls) {
            List<String> hosts = IntStream.rangeClosed(1, 50)
                    .mapToObj(house -> "10.77.1." + house)
                    .toList();
            return scan(ports, ScanRequest.of(hosts).tcp(PortRange.of(1, 1000)), calls);
        }
    };

    private static final PortRange ALL_PORTS = PortRange.of(1, 65535);
    private static final String OSHI = "OSHI getConnections()";

    private final String unit;
    private final String code;

    Question(String unit, String code) {
        this.unit = unit;
        this.code = code;
    }

    /** This library's side. */
    abstract Side ours(Ports ports, int port, int calls);

    /**
     * OSHI's side.
     *
     * @throws IllegalArgumentException if OSHI does not answer this
     */
    Side oshis(int port, int calls) {
        throw new IllegalArgumentException("OSHI does not answer " + this);
    }

    /** What is counted in an answer. */
    String unit() {
        return unit;
    }

    /** Parses a name as it is given on the command line. */
    static Question parse(String name) {
        for (Question question : values()) {
            if (question.toString().equals(name)) {
                return question;
            }
        }
        throw new IllegalArgumentException("no question '" + name + "', there are "
                + Arrays.stream(values()).map(Question::toString).collect(Collectors.joining(", ")));
    }

    <T> Side inProcess(InProcess.Call<T> call, ToLongFunction<? super T> count, int calls) {
        return new InProcess<>(code, call, count, calls);
    }

    Side scan(Ports ports, ScanRequest request, int calls) {
        return inProcess(
                () -> ports.scanner().scan(request), (ScanReport report) -> report.count(ScanState.OPEN), calls);
    }

    private static long owners(Sockets sockets) {
        Set<ProcessId> owners = new HashSet<>();
        for (SocketEntry socket : sockets) {
            owners.addAll(socket.owner().processes());
        }
        return owners.size();
    }

    private static long owned(Sockets sockets) {
        return sockets.stream()
                .filter(socket -> socket.owner().kind() == Owner.Kind.KNOWN)
                .count();
    }

    private static InternetProtocolStats stats() {
        return new SystemInfo().getOperatingSystem().getInternetProtocolStats();
    }

    private static long pids(Iterable<IPConnection> connections, int port) {
        Set<Integer> pids = new HashSet<>();
        for (IPConnection each : connections) {
            if (each.getLocalPort() == port
                    && each.getState() == InternetProtocolStats.TcpState.LISTEN
                    && each.getowningProcessId() > 0) {
                pids.add(each.getowningProcessId());
            }
        }
        return pids.size();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
