package io.github.ports4j.core.free;

import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.Owner;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Sockets;
import io.github.ports4j.Supervisor;
import io.github.ports4j.core.explain.BindCheck;
import java.util.List;
import java.util.Optional;

/** Looks at the table: whether a port is still held, has become free, or was taken again. */
final class TableWatch {
    private final RunState state;
    private final BindCheck bind;

    TableWatch(RunState state) {
        this.state = state;
        bind = new BindCheck(state.host().probe());
    }

    /** Looks at a port whose holders are being ended. */
    void look(Episode episode) {
        Sockets holding = state.inspector().holding(episode.port());
        episode.unverified(false);
        if (holding.isEmpty()) {
            verify(episode, holding.complete());
            episode.unverified(episode.held());
        } else if (holding.stream().noneMatch(episode::owns)) {
            newcomers(episode);
        }
    }

    /** The table shows no holder: binds the port for a moment. */
    private void verify(Episode episode, boolean allSeen) {
        switch (bind.check(episode.port())) {
            case BINDABLE -> freed(episode, Optional.of(true), "verified: nobody holds it, and it can be bound");
            case WITH_REUSE -> {
                // where the table can't show who is bound and silent, only a connection that was seen explains it
                if (allSeen || !state.inspector().lingering(episode.port()).isEmpty()) {
                    freed(
                            episode,
                            Optional.of(false),
                            "verified: nobody holds it, and it can be bound with SO_REUSEADDR; connections of its former holder linger");
                }
            }
            case NOT_PERMITTED -> {
                if (allSeen) {
                    freed(
                            episode,
                            Optional.empty(),
                            "nobody holds it, by the table alone: this user may not bind " + episode.port()
                                    + ", so it was not tried");
                }
            }
            case IN_USE -> {
                // what is in the way is no holder: Conclusion names it once the holders have had their time
            }
        }
    }

    private void freed(Episode episode, Optional<Boolean> strict, String reason) {
        boolean lingers = !strict.orElse(true);
        PortReport report = state.inspector()
                .free(
                        episode.port(),
                        lingers ? PortState.FREE_SOON : PortState.FREE,
                        reason,
                        lingers ? state.inspector().lingering(episode.port()).list() : List.of());
        episode.freed(
                state.log().now(),
                strict,
                report,
                state.clock().nanoTime() + state.settings().settle().toNanos());
        release(episode);
        if (!episode.anySent()) {
            episode.end(Kind.ALREADY_FREE, report, reason, Optional.empty(), Optional.empty());
        }
    }

    /** Lets those go who are needed for no other port. */
    private void release(Episode episode) {
        state.climbs(episode).stream()
                .filter(climb -> !state.isDescendant(climb))
                .filter(climb ->
                        state.episodes().stream().noneMatch(other -> other.held() && other.involves(climb.process())))
                .forEach(Climb::letGo);
    }

    /** The sockets that held the port are gone, and others hold it. */
    private void newcomers(Episode episode) {
        Sockets now = state.owners(episode);
        List<SocketEntry> others =
                now.stream().filter(socket -> !episode.owns(socket)).toList();
        boolean itsOwn = others.stream()
                .allMatch(socket -> socket.owner().kind() == Owner.Kind.KNOWN
                        && socket.owner().processes().stream().allMatch(episode::involves));
        if (itsOwn) { // a server that opens its port anew on HUP
            others.forEach(episode::adopt);
        } else {
            respawned(episode, now);
        }
    }

    /** Looks at a port that was verified free, without ever binding it again. */
    void watch(Episode episode) {
        if (!state.inspector().holding(episode.port()).isEmpty()) {
            Sockets now = state.owners(episode);
            if (!now.isEmpty()) {
                respawned(episode, now);
                return;
            }
        }
        if (state.clock().nanoTime() - episode.settledAt() >= 0) {
            PortReport report = episode.freeReport();
            episode.end(Kind.FREED, report, report.reason(), Optional.empty(), Optional.empty());
        }
    }

    private void respawned(Episode episode, Sockets now) {
        Optional<PortReport> seen = state.inspector().held(episode.port(), now.list(), now.gaps());
        if (seen.isEmpty()) {
            return; // it has gone again; the next look tells
        }
        List<ProcessInfo> holders = seen.get().holders();
        List<ProcessInfo> others = holders.stream()
                .filter(holder -> !episode.involves(holder.id()))
                .toList();
        List<ProcessInfo> takers = others.isEmpty() ? holders : others; // one that was let live may take it itself
        String who = takers.isEmpty() ? "somebody who can't be seen" : RunState.names(takers);
        String when = episode.freedAfter()
                .map(time -> state.log().now().minus(time).toMillis() + " ms after it was free")
                .orElse("before it was seen to be free");
        episode.end(
                Kind.RESPAWNED,
                seen.get(),
                who + " took it again " + when,
                takers.stream().findFirst().flatMap(this::howToStop),
                Optional.empty());
    }

    private Optional<String> howToStop(ProcessInfo taker) {
        Optional<String> stop = taker.supervisor().map(Supervisor::stop);
        if (stop.isPresent() || taker.parent().isEmpty() || taker.parent().getAsLong() == 1) {
            return stop;
        }
        return state.judge().parent(taker).map(parent -> "its parent " + parent + " may start it; end that first");
    }
}
