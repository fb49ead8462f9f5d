package io.github.ports4j.core.free;

import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Refusal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Sockets;
import io.github.ports4j.core.explain.Inspector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what has become of a port whose processes have no step to come while it is not free. */
final class Conclusion {
    /** How long a port may be busy with nobody to be seen, once its holders have gone: a kernel closes some sockets late. */
    private static final Duration LATE_CLOSE = Duration.ofMillis(250);

    private final RunState state;

    Conclusion(RunState state) {
        this.state = state;
    }

    /** None of the port's processes has a step to come, and it is not free. */
    void conclude(Episode episode) {
        if (episode.anyIn(Climb.State.NOT_PERMITTED)) {
            state.refuse(episode, Refusal.NOT_PERMITTED, "the system did not permit a signal");
            return;
        }
        if (episode.anyIn(Climb.State.UNREACHABLE)) {
            state.stillHeld(
                    episode,
                    "a holder is frozen by the cgroup v1 freezer, and no signal reaches it, not even KILL",
                    Optional.of("thaw its cgroup first"));
            return;
        }
        Sockets now = state.owners(episode);
        if (now.isEmpty()) {
            if (episode.unverified()) { // else it was let go of since the last look, and the next one tries to bind it
                concludeUnheld(episode);
            }
            return;
        }
        Set<ProcessId> holders = now.stream()
                .flatMap(socket -> socket.owner().processes().stream())
                .collect(Collectors.toSet());
        if (holders.isEmpty()) {
            if (lateClosePassed(episode)) {
                state.stillHeld(
                        episode,
                        "its known holders are gone, and it is still held: "
                                + now.list().get(0).owner().reason(),
                        Optional.empty());
            }
        } else if (holders.stream().allMatch(episode::involves)) {
            concludeStubborn(episode, holders);
        } else if (now.stream().anyMatch(episode::owns)) {
            heirs(episode);
        } // else a newcomer: the next look tells
    }

    /** Whether every holder has had every step; one that was let alone because it had let go may hold it again. */
    private void concludeStubborn(Episode episode, Set<ProcessId> holders) {
        List<ProcessInfo> left = state.reportNow(episode).holders().stream()
                .filter(holder -> holders.contains(holder.id()))
                .toList();
        boolean allGone = state.climbs(episode).stream()
                .filter(climb -> holders.contains(climb.process()))
                .allMatch(climb -> climb.state() == Climb.State.GONE);
        if (allGone && !lateClosePassed(episode)) {
            return;
        }
        state.stillHeld(
                episode,
                "the whole ladder was climbed, and it is still held by " + RunState.names(left),
                Optional.empty());
    }

    private void concludeUnheld(Episode episode) {
        List<SocketEntry> lingering =
                state.inspector().lingering(episode.port()).list();
        if (lingering.isEmpty()) {
            if (lateClosePassed(episode)) {
                state.stillHeld(
                        episode,
                        "its holders are gone and the table shows nobody, but it could not be verified that it can be bound",
                        Optional.empty());
            }
            return;
        }
        String reason =
                "nobody holds it any more, but " + Inspector.connections(lingering) + " keep it from being bound";
        PortReport report = state.inspector().free(episode.port(), PortState.UNKNOWN, reason, lingering);
        episode.end(
                Kind.STILL_HELD,
                report,
                reason,
                Optional.of("wait until they have gone (TIME_WAIT takes a minute), or end their other ends"),
                Optional.empty());
    }

    private boolean lateClosePassed(Episode episode) {
        return episode.unexplainedFor(state.clock().nanoTime()) >= LATE_CLOSE.toNanos();
    }

    /** Others hold the very socket that held the port: children that were forked meanwhile. They are ended like the first. */
    private void heirs(Episode episode) {
        Assessment again = Assessment.of(state.host(), List.of(episode.port()), state.settings());
        Verdict verdict = Objects.requireNonNull(again.verdicts().get(episode.port()));
        if (verdict.report().sockets().isEmpty()) {
            return; // it has become free; the next look tells
        }
        if (!verdict.planned()) {
            episode.end(
                    verdict.refusal().isPresent() ? Kind.REFUSED : Kind.STILL_HELD,
                    verdict.report(),
                    verdict.reason(),
                    verdict.hint(),
                    verdict.refusal());
            return;
        }
        again.suspects().stream()
                .filter(suspect -> !episode.involves(suspect.info().id()))
                .filter(suspect -> suspect.descendant()
                        || verdict.report().sockets(suspect.info().id()).stream()
                                .anyMatch(episode::owns))
                .forEach(state::recruit);
    }
}
