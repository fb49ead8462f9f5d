package io.github.ports4j.testkit.contract;

import io.github.ports4j.Signal;
import java.util.List;

/** A process that a {@link Scene} has started, with its forks. What is read here never comes from the provider under test. */
public interface Actor {
    /**
     * The pid of the process that has the sockets, as the provider's host numbers it. For a supervised one that of the first;
     * it does not change.
     */
    long pid();

    /** The pids of all processes that were started with the sockets: {@link #pid()}, then what it forked. */
    List<Long> pids();

    /** The pids of its children that share none of its sockets: {@link ActorSpec#withChildren}. */
    List<Long> children();

    /** Tells whether the process {@link #pid()} has not ended; one that its parent has not reaped has ended. */
    boolean alive();

    /** Tells whether this process, one of {@link #pids()} or {@link #children()}, has not ended. */
    boolean alive(long pid);

    /**
     * The signals that {@link #pid()} has received and has a {@link Reaction} to, in order. Ignored ones, {@code KILL} and
     * {@code CONT} are never seen.
     */
    List<Signal> received();

    /** Runs this each time {@link #received()} has grown by this signal, before the process reacts, on any thread. */
    void whenReceived(Signal signal, Runnable action);

    /** Ends the process as {@code KILL} does, and returns when its parent has reaped it (or is known not to). */
    void end();

    /** Closes all its sockets; the process lives on. */
    void closeSockets();

    /** Stops it with {@code STOP}, and returns when it has stopped. */
    void stop();

    /** Freezes it so that no signal reaches it. Needs {@link Ability#FREEZE_ALL}. Undone when the scene is closed. */
    default void freezeAll() {
        throw new UnsupportedOperationException(Ability.FREEZE_ALL.name());
    }

    /** Freezes it so that only deadly signals reach it. Needs {@link Ability#FREEZE_HANDLERS}. Undone when the scene is closed. */
    default void freezeHandlers() {
        throw new UnsupportedOperationException(Ability.FREEZE_HANDLERS.name());
    }

    /**
     * Ends it and starts another process under the same pid. Needs {@link Ability#PID_REUSE}.
     *
     * @param successor what the other is
     */
    default Actor reusePid(ActorSpec successor) {
        throw new UnsupportedOperationException(Ability.PID_REUSE.name());
    }
}
