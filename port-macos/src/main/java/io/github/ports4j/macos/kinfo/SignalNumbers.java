package io.github.ports4j.macos.kinfo;

import io.github.ports4j.Signal;
import java.util.EnumSet;
import java.util.Set;

/**
 * The numbers of signals on Darwin.
 *
 * @see "sys/signal.h, macOS 10.15 to 15.6"
 */
public final class SignalNumbers {
    private SignalNumbers() {}

    /** The number of a signal. */
    public static int of(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case KILL -> 9;
            case TERM -> 15;
            case CONT -> 19;
            case USR1 -> 30;
            case USR2 -> 31;
        };
    }

    /** The signals of a {@code sigset_t}, in which bit n-1 stands for signal n; those that have no name here are left out. */
    public static Set<Signal> ofMask(int mask) {
        Set<Signal> signals = EnumSet.noneOf(Signal.class);
        for (Signal signal : Signal.values()) {
            if ((mask >>> (of(signal) - 1) & 1) != 0) {
                signals.add(signal);
            }
        }
        return signals;
    }
}
