package io.github.ports4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who or what is in the way of a port: the answer of {@link Port#explain()}. Immutable. */
public final class PortReport {
    private final TransportPort port;
    private final PortState state;
    private final String reason;
    private final Optional<String> hint;
    private final List<ProcessInfo> holders;
    private final List<SocketEntry> sockets;
    private final List<ClientConnection> clients;
    private final List<SocketEntry> leftovers;
    private final List<Gap> gaps;
    private final java.time.Instant at;

    PortReport(
            TransportPort port,
            PortState state,
            String reason,
            Optional<String> hint,
            List<ProcessInfo> holders,
            List<SocketEntry> sockets,
            List<ClientConnection> clients,
            List<SocketEntry> leftovers,
            List<Gap> gaps,
            java.time.Instant at) {
        this.port = port;
        this.state = state;
        this.reason = reason;
        this.hint = hint;
        this.holders = List.copyOf(holders);
        this.sockets = List.copyOf(sockets);
        this.clients = List.copyOf(clients);
        this.leftovers = List.copyOf(leftovers);
        this.gaps = List.copyOf(gaps);
        this.at = at;
    }

    /** The port asked about. */
    public TransportPort port() {
        return port;
    }

    /** What stands in the way. */
    public PortState state() {
        return state;
    }

    /** One sentence on how this is known, or why it is not; never empty. */
    public String reason() {
        return reason;
    }

    /** What a person can do, where there is something. */
    public Optional<String> hint() {
        return hint;
    }

    /** All processes that hold the port and could be seen: listeners, and those that have bound it. Never clients. */
    public List<ProcessInfo> holders() {
        return holders;
    }

    /** The sockets that hold the port. */
    public List<SocketEntry> sockets() {
        return sockets;
    }

    /** The sockets by which one process holds the port. */
    public List<SocketEntry> sockets(ProcessId holder) {
        return sockets.stream()
                .filter(socket -> socket.owner().includes(holder))
                .toList();
    }

    /**
     * Connections of this host that use the port: the near ends where nobody holds it, else the clients on this host of its
     * holders.
     */
    public List<ClientConnection> clients() {
        return clients;
    }

    /** What is left of connections on the port that no process has any more, such as TIME_WAIT. */
    public List<SocketEntry> leftovers() {
        return leftovers;
    }

    /** What could not be seen. */
    public List<Gap> gaps() {
        return gaps;
    }

    /** When the port was looked at. */
    public java.time.Instant at() {
        return at;
    }

    /** Prints {@code 8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice, up 3 min, /usr/bin/java)}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder().append(port).append(' ').append(state);
        if (!sockets.isEmpty()) {
            line.append(" on ")
                    .append(sockets.stream()
                            .map(SocketEntry::localText)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        if (!holders.isEmpty()) {
            List<String> texts = new ArrayList<>();
            for (ProcessInfo holder : holders) {
                texts.add(text(holder));
            }
            line.append(" by ").append(String.join(", ", texts));
        }
        if (holders.isEmpty() || state == PortState.UNKNOWN) {
            line.append(": ").append(reason);
        }
        return line.toString();
    }

    private String text(ProcessInfo holder) {
        Duration up = Duration.between(holder.id().startTime(), at);
        return holder.displayName() + " pid " + holder.id().pid() + " (" + Printable.of(holder.user()) + ", up "
                + Durations.rough(up)
                + holder.executable()
                        .map(path -> ", " + Printable.of(path.toString()))
                        .orElse("") + ")";
    }
}
