package io.github.ports4j.core.free;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt.Outcome;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import io.github.ports4j.spi.ProcessTarget.Delivery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process on its way up the ladder. Owns the hold on the process. */
final class Climb implements AutoCloseable {
    /** Where the climb stands. */
    enum State {
        /** There is a step to take or to wait for. */
        CLIMBING,
        /** The process has ended. */
        GONE,
        /** The last step was taken and its time is over. */
        EXHAUSTED,
        /** It let go of what it held; no further step is to be taken. It may still end. */
        LET_GO,
        /** No further step is to be taken. */
        STOPPED,
        /** The system did not permit a signal. */
        NOT_PERMITTED,
        /** No signal reaches it. */
        UNREACHABLE
    }

    /** Asked before each step; may throw what the caller's condition throws. */
    interface Gate {
        /** Whether the step may be taken. */
        Answer ask(ProcessFacts facts);
    }

    /** What a gate says. */
    enum Answer {
        /** Take the step. */
        GO,
        /** Don't: the process no longer holds what it is to let go of. */
        LET_GO,
        /** Don't. */
        NO
    }

    private static final Logger LOG = LoggerFactory.getLogger("io.github.ports4j.signals");

    private final ProcessTarget target;
    private final List<SignalLadder.Rung> rungs;
    private final HostClock clock;
    private final AttemptLog log;
    private State state = State.CLIMBING;
    private int next;
    private long dueAt;
    private boolean anySent;
    private AttemptLog.@Nullable Entry current;

    Climb(ProcessTarget target, SignalLadder ladder, HostClock clock, AttemptLog log) {
        this.target = target;
        this.rungs = ladder.rungs();
        this.clock = clock;
        this.log = log;
        dueAt = clock.nanoTime();
    }

    ProcessId process() {
        return target.id();
    }

    ProcessTarget target() {
        return target;
    }

    State state() {
        return state;
    }

    boolean climbing() {
        return state == State.CLIMBING;
    }

    /** Whether a signal went out. */
    boolean anySent() {
        return anySent;
    }

    /** When there is something to do if the process does not end before, by the clock's nanoseconds. */
    long dueAt() {
        return dueAt;
    }

    /** Whether the time of the step that was taken last is over. */
    boolean due() {
        return clock.nanoTime() - dueAt >= 0;
    }

    /** Sees whether the process has ended. Sends nothing. */
    void observe() {
        if ((climbing() || state == State.LET_GO) && target.gone()) {
            ended();
        }
    }

    /** Takes each step that is due, if the gate opens for it. */
    void advance(Gate gate) {
        observe();
        while (climbing() && due() && !Thread.currentThread().isInterrupted()) {
            if (next == rungs.size()) {
                finish(Outcome.STILL_RUNNING);
                state = State.EXHAUSTED;
                return;
            }
            Optional<ProcessFacts> facts = target.facts();
            if (facts.isEmpty()) {
                ended();
            } else if (Rungs.unreachable(facts.get())) {
                finish(Outcome.STILL_RUNNING);
                state = State.UNREACHABLE;
            } else {
                step(gate.ask(facts.get()), facts.get());
            }
        }
    }

    private void step(Answer answer, ProcessFacts facts) {
        if (Thread.currentThread().isInterrupted()) {
            return; // also by the caller's own condition: whoever waits next is told, and nothing more is sent
        }
        if (answer == Answer.LET_GO) {
            letGo();
            return;
        }
        finish(Outcome.STILL_RUNNING);
        if (answer == Answer.NO) {
            state = State.STOPPED;
            return;
        }
        take(rungs.get(next++), facts);
    }

    private void take(SignalLadder.Rung rung, ProcessFacts facts) {
        Optional<String> skipped = Rungs.skipped(facts, rung.signal());
        if (skipped.isPresent()) {
            log.begin(process(), rung.signal(), skipped).not(Outcome.SKIPPED);
            LOG.debug("{} to {} skipped: {}", rung.signal(), facts, skipped.get());
            return;
        }
        boolean stopped = facts.state() == ProcessFacts.State.STOPPED;
        Optional<String> note = stopped ? Optional.of("it was stopped") : Rungs.frozen(facts);
        AttemptLog.Entry entry = log.begin(process(), rung.signal(), note);
        switch (target.send(rung.signal())) {
            case DELIVERED -> {
                LOG.info("sent {} to {}", rung.signal(), facts);
                anySent = true;
                current = entry;
                dueAt = clock.nanoTime() + rung.grace().toNanos();
                if (stopped && rung.signal() != Signal.KILL) {
                    wake(facts);
                }
            }
            case GONE -> {
                entry.not(Outcome.ALREADY_GONE);
                state = State.GONE;
            }
            case NOT_PERMITTED -> {
                entry.not(Outcome.NOT_PERMITTED);
                state = State.NOT_PERMITTED;
            }
        }
    }

    /** A stopped process acts on a signal only once it goes on. */
    private void wake(ProcessFacts facts) {
        AttemptLog.Entry entry =
                log.begin(process(), Signal.CONT, Optional.of("so that the signal before takes effect"));
        if (target.send(Signal.CONT) == Delivery.DELIVERED) {
            LOG.info("sent {} to {}", Signal.CONT, facts);
        } else {
            entry.not(Outcome.ALREADY_GONE);
        }
    }

    private void ended() {
        finish(Outcome.EXITED);
        state = State.GONE;
    }

    /**
     * Ends the climb because the process let go of what it held. A process closes its sockets before it has ended: should it end
     * while it is still observed, that is the outcome.
     */
    void letGo() {
        observe();
        if (climbing()) {
            if (current != null) {
                current.end(Outcome.LET_GO);
            }
            state = State.LET_GO;
        }
    }

    /** Ends the climb because the whole call ends. */
    void stop() {
        observe();
        if (climbing()) {
            finish(Outcome.STILL_RUNNING);
            state = State.STOPPED;
        }
    }

    private void finish(Outcome outcome) {
        if (current != null) {
            current.end(outcome);
            current = null;
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
