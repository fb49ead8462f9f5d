package io.github.ports4j.core.scan;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Silent ports of one host that are asked once more, and behind them one that is known to refuse, the canary. Used by one thread. */
final class UdpGroup {
    private static final int MOST = 32;

    private final int canary;
    private final Set<Integer> silent = new LinkedHashSet<>();
    private List<Integer> asking = List.of(); // as it was when it was asked last, the canary behind it
    private int asked;
    private boolean canaryRefused;
    private boolean refused;

    /** An empty one. */
    UdpGroup(int canary) {
        this.canary = canary;
    }

    boolean isFull() {
        return silent.size() == MOST;
    }

    void add(int place) {
        silent.add(place);
    }

    /** Those that are silent are to be asked, and the canary. */
    void ask() {
        Iterator<Integer> places = silent.iterator();
        Integer[] order = new Integer[silent.size() + 1];
        for (int i = 0; places.hasNext(); i++) {
            order[i] = places.next();
        }
        order[silent.size()] = canary;
        asking = List.of(order);
        asked = 0;
        canaryRefused = false;
        refused = false;
    }

    /** The next port to ask. */
    int next() {
        return asking.get(asked++);
    }

    /** What {@link #next} gave last was not asked. */
    void postpone() {
        asked--;
    }

    boolean isBegun() {
        return asked > 0;
    }

    /** Whether all of them have been asked. */
    boolean isAsked() {
        return asked == asking.size();
    }

    void answered(int place, boolean byRefusal) {
        if (place == canary) {
            canaryRefused = true;
        } else if (silent.remove(place)) {
            refused |= byRefusal;
        }
    }

    /** Whether those that are silent now could have been refused. */
    boolean isProven() {
        return canaryRefused || silent.isEmpty();
    }

    /** Whether one of them was refused, since they were asked last. */
    boolean hasRefused() {
        return refused;
    }
}
