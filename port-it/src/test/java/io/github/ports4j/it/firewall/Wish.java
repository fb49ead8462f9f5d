package io.github.ports4j.it.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.TransportPort;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the library is asked for.
 *
 * @param into whether a rule may go into the chain that blocks
 * @param seconds how long it lasts; 0 for until it is closed
 */
record Wish(FirewallAction action, TransportPort port, Sources sources, boolean into, int seconds) {
    Wish(FirewallAction action, TransportPort port, Sources sources) {
        this(action, port, sources, false, 0);
    }

    Wish into(boolean blockingChain) {
        return new Wish(action, port, sources, blockingChain, seconds);
    }

    Wish lasting(int time) {
        return new Wish(action, port, sources, into, time);
    }

    /** As {@link FirewallProgram} reads it. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                action.name(),
                port.protocol().toString(),
                Integer.toString(port.number()),
                Boolean.toString(into),
                Integer.toString(seconds)));
        words.addAll(sources.blocks());
        return words;
    }

    /** Whether it is for this. */
    boolean concerns(Attempt attempt) {
        return attempt.port().equals(port) && sources.has(attempt.from());
    }

    /** Who gets in when it is carried out, of all who try, if these do without it. */
    Set<Attempt> letsIn(List<Attempt> all, Set<Attempt> before) {
        Set<Attempt> after = new LinkedHashSet<>(before);
        for (Attempt attempt : all) {
            if (concerns(attempt) && action == FirewallAction.OPEN) {
                after.add(attempt);
            } else if (concerns(attempt)) {
                after.remove(attempt);
            }
        }
        return after;
    }

    @Override
    public String toString() {
        return action + " " + port + " from " + sources + (into ? " into the blocking chain" : "")
                + (seconds > 0 ? " for " + seconds + " s" : "");
    }
}
