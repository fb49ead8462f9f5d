package io.github.ports4j.linux.process;

import io.github.ports4j.Signal;
import java.util.EnumSet;
import java.util.Set;

/**
 * The numbers of signals on x86, ARM, RISC-V, POWER, s390 and LoongArch. Alpha, MIPS, PA-RISC and SPARC have others.
 *
 * @see "asm-generic/signal.h"
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
final class SignalNumbers {
    private SignalNumbers() {}

    /** The number of a signal. */
    static int of(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case KILL -> 9;
            case USR1 -> 10;
            case USR2 -> 12;
            case TERM -> 15;
            case CONT -> 18;
        };
    }

    /** The signals of a mask in which bit n-1 stands for signal n; those that have no name here are left out. */
    static Set<Signal> ofMask(long mask) {
        Set<Signal> signals = EnumSet.noneOf(Signal.class);
        for (Signal signal : Signal.values()) {
            if ((mask >>> (of(signal) - 1) & 1) != 0) {
                signals.add(signal);
            }
        }
        return signals;
    }
}
