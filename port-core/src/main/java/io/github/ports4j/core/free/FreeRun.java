package io.github.ports4j.core.free;

import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortReport;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out an assessment: one loop in the caller's thread that takes the steps that are due, looks at the table, and waits
 * for whatever comes first. Used once.
 */
final class FreeRun {
    /** How often the table is looked at while processes end: nothing tells when a port is let go of. */
    private static final Duration SHORTEST_TICK = Duration.ofMillis(1);

    private static final Duration LONGEST_TICK = Duration.ofMillis(16);

    private final Assessment assessment;
    private final RunState state;
    private final HostClock clock;
    private final StepGate gate;
    private final TableWatch table;
    private final Conclusion conclusion;
    private Duration tick = SHORTEST_TICK;

    FreeRun(HostProvider host, FreeSettings settings, Assessment assessment, long start) {
        this.assessment = assessment;
        state = new RunState(host, settings, start);
        clock = host.clock();
        gate = new StepGate(state);
        table = new TableWatch(state);
        conclusion = new Conclusion(state);
    }

    List<FreeResult> run() {
        try (state) {
            begin();
            while (!finished()) {
                step();
            }
            state.climbs().forEach(Climb::observe);
            return state.episodes().stream()
                    .map(episode -> episode.result(state.log()))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortInterruptedException(state.log().attempts());
        } catch (RuntimeException e) {
            if (!state.log().attempts().isEmpty()) {
                e.addSuppressed(new IllegalStateException(
                        "before this, signals had been sent: " + state.log().attempts()));
            }
            throw e;
        }
    }

    private void begin() {
        assessment.verdicts().forEach((port, verdict) -> {
            Episode episode = new Episode(port, verdict);
            state.add(episode);
            switch (verdict.kind()) {
                case PLANNED -> {}
                case ALREADY_FREE -> episode.end(Kind.ALREADY_FREE, verdict);
                case REFUSED -> episode.end(Kind.REFUSED, verdict);
                case STILL_HELD -> episode.end(Kind.STILL_HELD, verdict);
            }
        });
        // all are taken hold of before the first is signalled: what fails here fails with nothing done
        assessment.suspects().forEach(state::recruit);
    }

    private boolean finished() {
        return state.episodes().stream().allMatch(Episode::done)
                && state.climbs().stream().noneMatch(climb -> climb.climbing() && state.isDescendant(climb));
    }

    private void step() throws InterruptedException {
        state.climbs().forEach(Climb::observe);
        for (Episode episode : state.episodes()) {
            if (episode.held()) {
                table.look(episode);
            } else if (episode.settling()) {
                table.watch(episode);
            }
        }
        if (state.pastDeadline()) {
            expire();
            return;
        }
        for (Climb climb : state.climbs()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int steps = state.log().attempts().size();
            climb.advance(facts -> gate.ask(climb, facts));
            if (state.log().attempts().size() != steps) {
                tick = SHORTEST_TICK;
            }
        }
        for (Episode episode : state.episodes()) {
            if (episode.held() && !episode.climbing()) {
                conclusion.conclude(episode);
            }
        }
        if (!finished()) {
            await();
        }
    }

    /** Waits for an end, a step that is due, or the next look at the table. */
    private void await() throws InterruptedException {
        long now = clock.nanoTime();
        long wait = Math.min(tick.toNanos(), state.deadline() - now);
        List<ProcessTarget> targets = new ArrayList<>();
        for (Climb climb : state.climbs()) {
            if (climb.climbing()) {
                targets.add(climb.target());
                wait = Math.min(wait, climb.dueAt() - now);
            }
        }
        for (Episode episode : state.episodes()) {
            if (episode.settling()) {
                wait = Math.min(wait, episode.settledAt() - now);
            }
        }
        if (wait <= 0) {
            return;
        }
        if (targets.isEmpty()) {
            clock.pause(Duration.ofNanos(wait));
        } else {
            state.host().processes().awaitExit(targets, Duration.ofNanos(wait));
        }
        tick = tick.compareTo(LONGEST_TICK) < 0 ? tick.multipliedBy(2) : tick;
    }

    /** The time for all of it is over. */
    private void expire() {
        for (Episode episode : state.episodes()) {
            if (episode.settling()) {
                PortReport report = episode.freeReport();
                episode.end(
                        Kind.FREED,
                        report,
                        report.reason() + "; the time for all of it ended before the settle window did",
                        Optional.empty(),
                        Optional.empty());
            } else if (episode.held()) {
                long millis = state.settings().within().toMillis();
                state.stillHeld(episode, "the time for all of it passed (" + millis + " ms)", Optional.empty());
            }
        }
        state.climbs().forEach(Climb::stop);
    }
}
