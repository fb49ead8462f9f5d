package io.github.ports4j.core.explain;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketRole;
import io.github.ports4j.Sockets;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportPort;
import io.github.ports4j.core.explain.BindCheck.Verdict;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ProcessFacts;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out who or what is in the way of a port. The table is asked first; only where it shows no holder is the port bound for
 * a moment. What changes in between is looked at again.
 */
public final class Inspector {
    /** How often a port that changes while it is looked at is looked at anew, before what was seen last is told. */
    private static final int ATTEMPTS = 5;

    private static final Set<TcpState> ENDING =
            Set.of(TcpState.TIME_WAIT, TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2, TcpState.CLOSING, TcpState.LAST_ACK);

    private final HostProvider host;
    private final Judge judge;

    public Inspector(HostProvider host) {
        this(host, new Judge(host.processes()));
    }

    public Inspector(HostProvider host, Judge judge) {
        this.host = host;
        this.judge = judge;
    }

    /** The port as it is now. */
    public PortReport explain(TransportPort port) {
        boolean hiddenBefore = false;
        for (int attempt = 1; ; attempt++) {
            Optional<PortReport> report = isHeld(port) ? held(port) : notHeld(port);
            boolean hidden = report.filter(Inspector::hasHiddenHolder).isPresent();
            if (report.isPresent() && (!hidden || hiddenBefore)) {
                return report.get();
            }
            hiddenBefore = hidden; // a process that came during the walk is missed once, and not again
            if (attempt == ATTEMPTS) {
                return report(port, PortState.UNKNOWN, "its holders changed each time it was looked at")
                        .build();
            }
        }
    }

    /** Whether somebody holds the port who was not found. */
    public static boolean hasHiddenHolder(PortReport report) {
        return report.sockets().stream().anyMatch(socket -> socket.owner().kind() != Owner.Kind.KNOWN);
    }

    /** Tells whether the table shows a socket that holds the port. Looks at no process. */
    public boolean isHeld(TransportPort port) {
        return !holding(port).isEmpty();
    }

    /** The sockets that hold the port, without owners. */
    public Sockets holding(TransportPort port) {
        return host.sockets().read(query(port).holding().port(port.number()).withoutOwners());
    }

    /** Connections with this local port, without owners. */
    public Sockets lingering(TransportPort port) {
        return host.sockets().read(query(port).connected().port(port.number()).withoutOwners());
    }

    private static SocketQuery query(TransportPort port) {
        return SocketQuery.of(port.protocol());
    }

    /** The report of a port that is held; empty if it was not any more, or a holder went while it was looked at. */
    private Optional<PortReport> held(TransportPort port) {
        Sockets sockets = host.sockets().read(query(port).withBound().involving(port.number()));
        return held(port, sockets.list(), sockets.gaps());
    }

    /**
     * The report of a port that is held, from these sockets; others among them do no harm. Empty if none of them holds the port,
     * or a holder went while it was looked at.
     */
    public Optional<PortReport> held(TransportPort port, List<SocketEntry> table, List<Gap> gaps) {
        List<SocketEntry> sockets = table.stream()
                .filter(socket -> socket.role().holdsPort() && isOn(port, socket))
                .toList();
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<ProcessFacts>> facts = factsOf(sockets);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        Optional<SocketEntry> hidden = sockets.stream()
                .filter(socket -> socket.owner().kind() != Owner.Kind.KNOWN)
                .findFirst();
        boolean listens = sockets.stream().anyMatch(socket -> socket.role() == SocketRole.LISTENER);
        PortState state = hidden.isPresent() ? PortState.UNKNOWN : listens ? PortState.LISTENING : PortState.BOUND;
        String reason = hidden.map(socket -> "held by a socket on " + socket.localText()
                        + " whose process can't be seen: " + socket.owner().reason())
                .orElseGet(() -> heldReason(facts.get().size(), listens, sockets));
        return Optional.of(report(port, state, reason)
                .sockets(sockets)
                .holders(judge.holders(port, facts.get()))
                .clients(farEnds(port, table))
                .leftovers(table.stream()
                        .filter(socket -> isLeftover(port, socket))
                        .toList())
                .gaps(gaps)
                .hint(hidden.flatMap(socket -> askAsRoot(gaps)))
                .build());
    }

    private Optional<String> askAsRoot(List<Gap> gaps) {
        boolean refused = gaps.stream().anyMatch(gap -> gap.cause() == Gap.Cause.PERMISSION);
        return refused && !judge.callerIsRoot() ? Optional.of("ask as root") : Optional.empty();
    }

    private static String heldReason(int holders, boolean listens, List<SocketEntry> sockets) {
        String verb = listens ? "listen" : "have bound it and do not listen";
        String one = listens ? "listens" : "has bound it and does not listen";
        boolean exhaustive = sockets.stream().allMatch(socket -> socket.owner().exhaustive());
        return (holders == 1 ? "one process " + one : holders + " processes " + verb)
                + (exhaustive ? "" : ", and not every process could be looked at");
    }

    /** The facts of all holders by pid; empty if one of them has gone. */
    private Optional<List<ProcessFacts>> factsOf(List<SocketEntry> sockets) {
        List<ProcessId> holders = sockets.stream()
                .flatMap(socket -> socket.owner().processes().stream())
                .distinct()
                .sorted((one, other) -> Long.compare(one.pid(), other.pid()))
                .toList();
        List<ProcessFacts> facts = new ArrayList<>();
        for (ProcessId holder : holders) {
            Optional<ProcessFacts> now = host.processes().read(holder.pid());
            if (now.isEmpty() || !now.get().id().equals(holder)) {
                return Optional.empty();
            }
            facts.add(now.get());
        }
        return Optional.of(facts);
    }

    /** The report of a port that the table shows no holder of; empty if one came meanwhile. */
    private Optional<PortReport> notHeld(TransportPort port) {
        Sockets lingering = lingering(port);
        Verdict verdict = new BindCheck(host.probe()).check(port);
        Sockets holding = holding(port);
        if (!holding.isEmpty()) {
            return Optional.empty();
        }
        boolean allSeen = holding.complete();
        return switch (verdict) {
            case BINDABLE ->
                Optional.of(report(port, PortState.FREE, "nobody holds it, and it can be bound")
                        .build());
            case WITH_REUSE -> withReuse(port, lingering, holding.gaps());
            case NOT_PERMITTED -> Optional.of(notPermitted(port, lingering, holding.gaps(), allSeen));
            case IN_USE -> Optional.of(inUse(port, lingering, holding.gaps()));
        };
    }

    private Optional<PortReport> withReuse(TransportPort port, Sockets lingering, List<Gap> gaps) {
        if (!lingering.isEmpty()) {
            return Optional.of(report(
                            port,
                            PortState.FREE_SOON,
                            "nobody holds it; " + connections(lingering.list())
                                    + " keep it from being bound without SO_REUSEADDR")
                    .leftovers(lingering.list())
                    .build());
        }
        Sockets now = lingering(port); // what was left may have come or gone between the table and the probe
        if (!now.isEmpty() || new BindCheck(host.probe()).check(port) == Verdict.BINDABLE) {
            return Optional.empty();
        }
        return Optional.of(report(port, PortState.UNKNOWN, unseen("without SO_REUSEADDR ", gaps))
                .gaps(gaps)
                .build());
    }

    private PortReport notPermitted(TransportPort port, Sockets lingering, List<Gap> gaps, boolean allSeen) {
        String untried = "this user may not bind " + port + ", so it was not tried";
        if (allSeen && lingering.isEmpty()) {
            return report(port, PortState.FREE, "nobody holds it, by the table alone: " + untried)
                    .build();
        }
        String rest = allSeen ? connections(lingering.list()) + " use it" : gaps.toString();
        return report(port, PortState.UNKNOWN, "the table shows no holder, but " + rest + "; " + untried)
                .hint(Optional.of("ask as root"))
                .leftovers(lingering.list())
                .gaps(gaps)
                .build();
    }

    private PortReport inUse(TransportPort port, Sockets lingering, List<Gap> gaps) {
        boolean owned = lingering.stream().anyMatch(socket -> socket.inode().isPresent());
        if (!owned) {
            String reason = lingering.isEmpty()
                    ? unseen("", gaps)
                    : "nobody holds it, but " + connections(lingering.list()) + " keep it from being bound";
            return report(port, PortState.UNKNOWN, reason)
                    .hint(
                            lingering.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(
                                            "wait until they have gone (TIME_WAIT takes a minute), or end their other ends"))
                    .leftovers(lingering.list())
                    .gaps(gaps)
                    .build();
        }
        Sockets near = host.sockets().read(query(port).connected().port(port.number()));
        return report(port, PortState.CLIENT, "nobody holds it; it is the near end of " + connections(near.list()))
                .clients(near.stream()
                        .filter(socket -> !isLeftover(port, socket))
                        .map(Inspector::client)
                        .toList())
                .leftovers(
                        near.stream().filter(socket -> isLeftover(port, socket)).toList())
                .gaps(near.gaps())
                .build();
    }

    private static String unseen(String how, List<Gap> gaps) {
        return "the table shows nobody, and yet it can't be bound " + how
                + (gaps.isEmpty()
                        ? "(a socket that this namespace does not show?)"
                        : "(" + gaps.stream().map(Gap::toString).collect(Collectors.joining("; ")) + ")");
    }

    /** What connections there are, for a sentence: {@code 2 connections (TIME_WAIT 127.0.0.1:8080 to 127.0.0.1:40312, …)}. */
    public static String connections(List<SocketEntry> sockets) {
        String some = sockets.stream()
                .limit(3)
                .map(socket -> socket.state().map(state -> state + " ").orElse("")
                        + client(socket).toString())
                .collect(Collectors.joining(", "));
        return (sockets.size() == 1 ? "1 connection (" : sockets.size() + " connections (")
                + some
                + (sockets.size() > 3 ? ", ...)" : ")");
    }

    private static boolean isOn(TransportPort port, SocketEntry socket) {
        return socket.localPort() == port.number() && socket.protocol() == port.protocol();
    }

    private static boolean isLeftover(TransportPort port, SocketEntry socket) {
        return isOn(port, socket)
                && socket.role() == SocketRole.CONNECTION
                && socket.owner().kind() == Owner.Kind.NONE
                && socket.state().filter(ENDING::contains).isPresent();
    }

    /** The ends of connections to the port that lie on this host and that a process has. */
    private static List<ClientConnection> farEnds(TransportPort port, List<SocketEntry> table) {
        Set<Pair> nearEnds = table.stream()
                .filter(socket -> isOn(port, socket))
                .flatMap(socket -> socket.remote().map(remote -> new Pair(remote, socket.local())).stream())
                .collect(Collectors.toSet());
        return table.stream()
                .filter(socket -> socket.protocol() == port.protocol()
                        && socket.remotePort().orElse(0) == port.number()
                        && socket.owner().kind() != Owner.Kind.NONE)
                .filter(socket -> {
                    InetSocketAddress remote = socket.remote().orElseThrow();
                    return nearEnds.contains(new Pair(socket.local(), remote))
                            || remote.getAddress().isLoopbackAddress()
                            || remote.getAddress().equals(socket.local().getAddress());
                })
                .map(Inspector::client)
                .toList();
    }

    private record Pair(InetSocketAddress from, InetSocketAddress to) {}

    private static ClientConnection client(SocketEntry socket) {
        return new ClientConnection(
                socket.owner().processes().stream().findFirst(),
                socket.local(),
                socket.remote()
                        .orElseThrow(() -> new IllegalStateException("a connection without a remote end: " + socket)));
    }

    /** A report about what is known, for callers that have verified it themselves. */
    public PortReport free(TransportPort port, PortState state, String reason, List<SocketEntry> leftovers) {
        return report(port, state, reason).leftovers(leftovers).build();
    }

    private ReportDraft report(TransportPort port, PortState state, String reason) {
        return new ReportDraft(
                port, state, Objects.requireNonNull(reason), host.clock().now(), host.ephemeralPorts());
    }
}
