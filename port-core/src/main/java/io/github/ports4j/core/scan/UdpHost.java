package io.github.ports4j.core.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be asked of one host over UDP, and when. A port that says nothing may be open, filtered, or closed at a host that has just sent
 * as many refusals as it likes. So each is asked three times, no faster than the host refuses; and then once more in a group, behind
 * which a port is asked that is known to refuse: if that one does, the group could have.
 *
 * <p>Ports are named by their places in the request. Knows no socket and no clock. Used by one thread.
 */
final class UdpHost {
    static final int NONE = -1;

    private static final int TRIES = 3;
    private static final int GROUP = 32;
    private static final int MOST_FUTILE = 8;
    private static final long SECOND = 1_000_000_000;

    private final byte[] tries;
    private final int most;
    private final IcmpAllowance allowance;
    private final Deque<Integer> round = new ArrayDeque<>();
    private final Deque<Integer> nextRound = new ArrayDeque<>();
    private final List<Integer> silent = new ArrayList<>();
    private int underWay;
    private int canary = NONE;

    // the group that is asked for the last time
    private final Deque<Integer> toAsk = new ArrayDeque<>();
    private final Set<Integer> group = new LinkedHashSet<>();
    private boolean canaryToAsk;
    private boolean canaryRefused;
    private int groupRefused;
    private int futile;
    private boolean hopeless;
    private long notBefore;
    private boolean verifying;

    /** A host with so many ports in the request, none of which is to be asked yet. */
    UdpHost(int ports, int mostTries, long now) {
        tries = new byte[ports];
        most = Math.min(TRIES, mostTries);
        allowance = new IcmpAllowance(now);
    }

    /** This port is to be asked. */
    void add(int place) {
        round.add(place);
    }

    /** Nothing is to be asked or waited for any more: ports that are still silent are to be told as that. */
    boolean isDone() {
        return underWay == 0
                && round.isEmpty()
                && nextRound.isEmpty()
                && (most < TRIES || hopeless || canary == NONE || (silent.isEmpty() && group.isEmpty()));
    }

    /** How long until the next question may be asked: nanoseconds; {@link Long#MAX_VALUE} if something has to come back first. */
    long delay(long now) {
        if (round.isEmpty() && !verifying && underWay == 0) {
            turn(now);
        }
        if (round.isEmpty() && !(verifying && (canaryToAsk || !toAsk.isEmpty()))) {
            return Long.MAX_VALUE;
        }
        if (isInGroup()) {
            return 0;
        }
        boolean firstTime = !verifying && tries[round.getFirst()] == 0;
        long pause = firstTime ? 0 : allowance.delay(now, verifying ? 1 : underWay);
        return Math.max(pause, notBefore - now);
    }

    /** Whether a group is asked just now, behind which the canary is to come at once. */
    boolean isInGroup() {
        return verifying && canaryToAsk && toAsk.size() < group.size();
    }

    /** The port to ask now, {@link #delay} being over. */
    int next() {
        underWay++;
        if (!verifying) {
            return round.remove();
        }
        if (!toAsk.isEmpty()) {
            return toAsk.remove();
        }
        canaryToAsk = false;
        return canary;
    }

    /** The port that {@link #next} gave could not be asked now. */
    void postpone(int place) {
        underWay--;
        if (place == canary) {
            canaryToAsk = true;
        } else if (verifying) {
            toAsk.addFirst(place);
        } else {
            round.addFirst(place);
        }
    }

    /** Whether it is the port that is known to refuse, and asked again for that alone. */
    boolean isCanary(int place) {
        return place == canary;
    }

    /** The port answered, or refused; returns whether that is new. */
    boolean answered(int place, boolean refused, long now) {
        underWay--;
        if (refused) {
            allowance.refused(now);
        }
        boolean fresh = place != canary;
        if (!fresh) {
            canaryRefused = true;
        } else {
            groupRefused += verifying && refused ? 1 : 0;
            group.remove(place);
            canary = canary == NONE && refused ? place : canary;
        }
        endGroup(now);
        return fresh;
    }

    /** Nothing came back. */
    void silent(int place, long now) {
        underWay--;
        if (place != canary && !verifying) {
            if (++tries[place] < most) {
                nextRound.add(place);
            } else {
                silent.add(place);
            }
        }
        endGroup(now);
    }

    /** Ports are asked again when all others have been, so that what was lost to a burst is not lost to the same one. */
    private void turn(long now) {
        if (!nextRound.isEmpty()) {
            round.addAll(nextRound);
            nextRound.clear();
        } else if (!silent.isEmpty() && canary != NONE && !hopeless && most == TRIES) {
            List<Integer> first = silent.subList(0, Math.min(GROUP, silent.size()));
            group.addAll(first);
            first.clear();
            askGroup(now);
        }
    }

    private void askGroup(long now) {
        verifying = true;
        toAsk.addAll(group);
        canaryToAsk = true;
        canaryRefused = false;
        groupRefused = 0;
        notBefore = futile == 0 ? now : now + Math.min(futile, 4) * SECOND;
    }

    private void endGroup(long now) {
        if (!verifying || underWay > 0 || canaryToAsk || !toAsk.isEmpty()) {
            return;
        }
        if (canaryRefused || group.isEmpty()) {
            verifying = false;
            group.clear(); // silent for good
            futile = 0;
            notBefore = now;
            return;
        }
        futile = groupRefused > 0 ? 1 : futile + 1;
        if (futile > MOST_FUTILE) {
            hopeless = true; // it refuses nothing any more
            verifying = false;
            return;
        }
        askGroup(now);
    }
}
