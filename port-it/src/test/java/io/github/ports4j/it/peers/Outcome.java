package io.github.ports4j.it.peers;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a tool in a scenario.
 *
 * @param nothingToEnd nobody holds the port
 * @param ok whether the tool says that it has done it: its exit state is 0
 * @param freeAtReturn whether the port could be bound when it had returned
 * @param freeLater whether it could a while later
 * @param bystandersLive whether all live that hold nothing
 * @param verdict what it says itself of the port, where it is ours
 */
record Outcome(
        boolean nothingToEnd,
        boolean ok,
        boolean freeAtReturn,
        boolean freeLater,
        boolean bystandersLive,
        Optional<String> verdict) {
    /** What a tool may not do. */
    enum Fault {
        /** The port is busy, and it says that all is well. */
        BUSY_AND_OK("says ok, and the port is busy"),
        /** It returned before the port could be bound. */
        EARLY("returns before the port is free"),
        /** It has ended a process that does not hold the port. */
        CLIENT_ENDED("ends a client"),
        /** The port is free, and it reports an error. */
        FREE_AND_ERROR("reports an error, and has freed the port");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Set<Fault> faults() {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (!bystandersLive) {
            faults.add(Fault.CLIENT_ENDED);
        }
        if (!nothingToEnd) {
            if (ok && !freeLater) {
                faults.add(Fault.BUSY_AND_OK);
            } else if (!ok && freeLater) {
                faults.add(Fault.FREE_AND_ERROR);
            }
            if (!freeAtReturn && freeLater) {
                faults.add(Fault.EARLY);
            }
        }
        return faults;
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        verdict.ifPresent(word -> words.add("`" + word + "`"));
        if (!bystandersLive) {
            words.add("**ends the client**");
        }
        if (nothingToEnd) {
            if (verdict.isEmpty()) {
                words.add(ok ? "says ok" : "says error");
            }
        } else if (freeLater) {
            words.add(freeAtReturn ? "free" : "free later than it returns");
            if (!ok) {
                words.add("says error");
            }
        } else {
            words.add("busy");
            words.add(ok ? "**says ok**" : "says so");
        }
        return String.join(", ", words);
    }
}
