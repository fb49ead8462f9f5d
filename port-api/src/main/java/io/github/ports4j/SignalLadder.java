package io.github.ports4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The signals that a process gets one after the other until it has ended, and how long each may take. Immutable.
 *
 * <p>Printed and read as {@code TERM:5s,HUP:2s,INT:2s,KILL:2s}.
 */
public final class SignalLadder {
    /**
     * One step.
     *
     * @param signal what is sent; not {@link Signal#CONT}
     * @param grace how long to wait for the end before the next step; not negative
     */
    public record Rung(Signal signal, Duration grace) {
        /**
         * Checks both.
         *
         * @throws IllegalArgumentException if the signal is {@code CONT} or the time is negative
         */
        public Rung {
            Objects.requireNonNull(signal, "signal");
            Objects.requireNonNull(grace, "grace");
            if (signal == Signal.CONT) {
                throw new IllegalArgumentException(
                        "CONT ends no process; it is sent by itself after a signal to a stopped one");
            }
            if (grace.isNegative()) {
                throw new IllegalArgumentException("a negative time to wait: " + grace);
            }
        }

        @Override
        public String toString() {
            return signal + ":" + Durations.format(grace);
        }
    }

    private static final SignalLadder STANDARD = of(Signal.TERM, Duration.ofSeconds(5))
            .then(Signal.HUP, Duration.ofSeconds(2))
            .then(Signal.INT, Duration.ofSeconds(2))
            .then(Signal.KILL, Duration.ofSeconds(2));

    private final List<Rung> rungs;

    private SignalLadder(List<Rung> rungs) {
        this.rungs = List.copyOf(rungs);
    }

    /** TERM 5 s, HUP 2 s, INT 2 s, KILL 2 s. */
    public static SignalLadder standard() {
        return STANDARD;
    }

    /**
     * A ladder with one step.
     *
     * @throws IllegalArgumentException if the signal is {@link Signal#CONT} or the time is negative
     */
    public static SignalLadder of(Signal signal, Duration grace) {
        return new SignalLadder(List.of(new Rung(signal, grace)));
    }

    /**
     * This ladder with one more step.
     *
     * @throws IllegalArgumentException if the signal is {@link Signal#CONT} or the time is negative
     */
    public SignalLadder then(Signal signal, Duration grace) {
        List<Rung> longer = new ArrayList<>(rungs);
        longer.add(new Rung(signal, grace));
        return new SignalLadder(longer);
    }

    /**
     * Reads what {@link #toString()} prints, such as {@code TERM:3s,KILL:500ms}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static SignalLadder parse(String text) {
        List<Rung> rungs = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] halves = part.trim().split(":", -1);
            if (halves.length != 2) {
                throw new IllegalArgumentException("not a step: '" + part + "'; a ladder is TERM:5s,KILL:2s");
            }
            rungs.add(new Rung(signal(halves[0]), Durations.parse(halves[1])));
        }
        return new SignalLadder(rungs);
    }

    private static Signal signal(String name) {
        for (Signal signal : Signal.values()) {
            if (signal.name().equalsIgnoreCase(name) || ("SIG" + signal.name()).equalsIgnoreCase(name)) {
                return signal;
            }
        }
        throw new IllegalArgumentException("not a signal: '" + name + "'; known are " + List.of(Signal.values()));
    }

    /** The steps in order; at least one. */
    public List<Rung> rungs() {
        return rungs;
    }

    /** The longest that climbing all steps can take: the sum of their times. */
    public Duration total() {
        return rungs.stream().map(Rung::grace).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignalLadder ladder && rungs.equals(ladder.rungs);
    }

    @Override
    public int hashCode() {
        return rungs.hashCode();
    }

    @Override
    public String toString() {
        return rungs.stream().map(Rung::toString).collect(Collectors.joining(","));
    }
}
