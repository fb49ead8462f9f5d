package io.github.ports4j.core.explain;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.Gap;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A report while it is made; what was not found stays empty. */
final class ReportDraft {
    private final TransportPort port;
    private final PortState state;
    private final String reason;
    private final Instant at;
    private final PortRange ephemeral;
    private Optional<String> hint = Optional.empty();
    private List<ProcessInfo> holders = List.of();
    private List<SocketEntry> sockets = List.of();
    private List<ClientConnection> clients = List.of();
    private List<SocketEntry> leftovers = List.of();
    private List<Gap> gaps = List.of();

    ReportDraft(TransportPort port, PortState state, String reason, Instant at, PortRange ephemeral) {
        this.port = port;
        this.state = state;
        this.reason = reason;
        this.at = at;
        this.ephemeral = ephemeral;
    }

    ReportDraft hint(Optional<String> text) {
        hint = text;
        return this;
    }

    ReportDraft holders(List<ProcessInfo> found) {
        holders = found;
        return this;
    }

    ReportDraft sockets(List<SocketEntry> found) {
        sockets = found;
        return this;
    }

    ReportDraft clients(List<ClientConnection> found) {
        clients = found;
        return this;
    }

    ReportDraft leftovers(List<SocketEntry> found) {
        leftovers = found;
        return this;
    }

    ReportDraft gaps(List<Gap> found) {
        gaps = found;
        return this;
    }

    PortReport build() {
        return HostValues.report(port, state, reason, hints(), holders, sockets, clients, leftovers, gaps, at);
    }

    private Optional<String> hints() {
        Set<String> texts = new LinkedHashSet<>();
        hint.ifPresent(texts::add);
        for (ProcessInfo holder : holders) {
            holder.protection().flatMap(kept -> kept.hint()).ifPresent(texts::add);
            holder.supervisor().ifPresent(keeper -> texts.add(keeper.stop()));
            holder.container()
                    .ifPresent(id -> texts.add("it runs in container " + id + "; stop that with: docker stop " + id));
        }
        if (ephemeral.contains(port.number())) {
            texts.add("the port lies in the range " + ephemeral
                    + " that the system gives to outgoing connections; a server is safer on a port outside it");
        }
        List<String> ordered = new ArrayList<>(texts);
        return ordered.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", ordered));
    }
}
