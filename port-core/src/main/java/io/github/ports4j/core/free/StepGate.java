package io.github.ports4j.core.free;

import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.spi.ProcessFacts;
import java.util.List;
import java.util.Optional;

/** What is checked before each signal. */
final class StepGate {
    private final RunState state;

    StepGate(RunState state) {
        this.state = state;
    }

    /** Whether a process may get its next signal: it is still who it was, still wanted, and still in the way. */
    Climb.Answer ask(Climb climb, ProcessFacts facts) {
        List<Episode> wanting = state.episodes().stream()
                .filter(episode -> episode.involves(climb.process()))
                .toList();
        if (state.isDescendant(climb)) {
            if (wanting.stream().anyMatch(Episode::refused)) {
                return Climb.Answer.NO;
            }
        } else if (wanting.stream().noneMatch(Episode::held)) {
            return Climb.Answer.NO;
        } else if (!stillHolds(climb, wanting)) {
            if (!climb.anySent()) {
                Signal first = state.settings().ladder().rungs().get(0).signal();
                state.log()
                        .begin(climb.process(), first, Optional.of("it no longer holds the port"))
                        .not(SignalAttempt.Outcome.SKIPPED);
            }
            return Climb.Answer.LET_GO;
        }
        ProcessInfo info = state.judge().info(facts);
        Optional<Protected> kept = state.settings().protection(info);
        if (kept.isPresent()) {
            String reason = info + " is protected (" + kept.get().kind().label() + "): "
                    + kept.get().reason();
            wanting.forEach(episode -> state.refuse(episode, Refusal.PROTECTED, reason));
            return Climb.Answer.NO;
        }
        if (!state.settings().condition().test(info)) {
            String reason = "the caller's condition does not hold for " + info + " any more";
            wanting.forEach(episode -> state.refuse(episode, Refusal.GUARD, reason));
            return Climb.Answer.NO;
        }
        return Climb.Answer.GO;
    }

    private boolean stillHolds(Climb climb, List<Episode> wanting) {
        Sockets its = state.host()
                .sockets()
                .read(SocketQuery.all().holding().ownedBy(climb.process().pid()));
        return its.stream()
                .anyMatch(socket -> socket.owner().includes(climb.process())
                        && wanting.stream().anyMatch(episode -> episode.held() && episode.owns(socket)));
    }
}
