package io.github.ports4j.testkit.contract;

import java.time.Duration;

/**
 * What a process does when it receives a signal that it catches.
 *
 * @param deed what it does
 * @param after how long after the signal
 */
public record Reaction(Deed deed, Duration after) {
    /** What a process does. */
    public enum Deed {
        /** Notes it in {@link Actor#received()}, as all do, and lives on. */
        RECORD,
        /** Exits. */
        EXIT,
        /** Closes what it listens on or has bound, keeps its connections and lives on. */
        CLOSE_LISTENERS,
        /** Closes at once what it listens on or has bound, and exits after the time. */
        DRAIN_AND_EXIT,
        /** Gives its sockets to a child that it forks, and exits. Needs {@link Ability#FORK}. */
        HAND_OVER
    }

    /** Notes the signal and lives on. */
    public static final Reaction RECORD = new Reaction(Deed.RECORD, Duration.ZERO);

    /** Exits after this time. */
    public static Reaction exitAfter(Duration time) {
        return new Reaction(Deed.EXIT, time);
    }

    /** Closes its listeners after this time and lives on. */
    public static Reaction drainAfter(Duration time) {
        return new Reaction(Deed.CLOSE_LISTENERS, time);
    }

    /** Closes its listeners at once, and exits after this time. */
    public static Reaction drainAndExitAfter(Duration time) {
        return new Reaction(Deed.DRAIN_AND_EXIT, time);
    }

    /** Gives its sockets to a child after this time and exits. */
    public static Reaction handOverAfter(Duration time) {
        return new Reaction(Deed.HAND_OVER, time);
    }
}
