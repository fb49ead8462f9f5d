package io.github.ports4j.core.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to be asked of one host over UDP, and when. A port that says nothing may be open, filtered, or closed at a host that has just sent
 * as many refusals as it likes. So each is asked three times, no faster than the host refuses; and then once more in a group, behind
 * which a port is asked that is known to refuse: if that one does, the group could have.
 *
 * <p>Ports are named by their places in the request; each takes a byte. Knows no socket and no clock. Used by one thread.
 */
final class UdpHost {
    static final int NONE = -1;

    private static final int TRIES = 3;
    private static final int MOST_FUTILE = 8;
    private static final long SECOND = 1_000_000_000;

    /** The port is not to be asked: it has answered, or is another scan's. */
    private static final byte SETTLED = -1;

    /** It is in a group, and silent for good unless it answers there. */
    private static final byte GROUPED = -2;

    private static final byte UNDER_WAY = -3;

    /** Of each port how often it was silent, or one of the above. */
    private final byte[] silences;

    /** How many ports were silent so often and are not under way. */
    private final int[] waiting = new int[TRIES + 1];

    private final int most;
    private final Permutation order;
    private final IcmpAllowance allowance;

    /** Ports are asked that were silent so often; they are asked again when all others have been, as a burst may have lost them. */
    private int round;

    private int cursor; // in the order; of ports to ask, and when there is none any more of silent ones to group
    private int postponed = NONE;
    private int underWay;
    private int canary = NONE;
    private @Nullable UdpGroup group; // while one is asked
    private int futile;
    private boolean hopeless;
    private long notBefore;

    /**
     * A host of whose ports none is to be asked yet.
     *
     * @param ports how many are in the request
     * @param seed from which their order follows
     */
    UdpHost(int ports, int mostTries, long seed, long now) {
        silences = new byte[ports];
        Arrays.fill(silences, SETTLED);
        most = Math.min(TRIES, mostTries);
        order = new Permutation(ports, seed);
        allowance = new IcmpAllowance(now);
    }

    /** This port is to be asked. */
    void add(int place) {
        silences[place] = 0;
        waiting[0]++;
    }

    /** Nothing is to be asked or waited for any more: ports that are still silent are to be told as that. */
    boolean isDone() {
        return underWay == 0
                && !hasRound()
                && !hasNextRound()
                && (most < TRIES || hopeless || canary == NONE || (waiting[most] == 0 && group == null));
    }

    private boolean hasRound() {
        return round < most && waiting[round] > 0;
    }

    private boolean hasNextRound() {
        return round + 1 < most && waiting[round + 1] > 0;
    }

    /** How long until the next question may be asked: nanoseconds; {@link Long#MAX_VALUE} if something has to come back first. */
    long delay(long now) {
        if (!hasRound() && group == null && underWay == 0) {
            turn(now);
        }
        UdpGroup asked = group;
        if (asked == null ? !hasRound() : asked.isAsked()) {
            return Long.MAX_VALUE;
        }
        if (isInGroup()) {
            return 0;
        }
        boolean firstTime = asked == null && round == 0;
        long pause = firstTime ? 0 : allowance.delay(now, asked == null ? underWay : 1);
        return Math.max(pause, notBefore - now);
    }

    /** Whether a group is asked just now, behind which the canary is to come at once. */
    boolean isInGroup() {
        return group != null && group.isBegun() && !group.isAsked();
    }

    /** The port to ask now, {@link #delay} being over. */
    int next() {
        underWay++;
        if (group != null) {
            return group.next();
        }
        int place = postponed;
        postponed = NONE;
        if (place == NONE) {
            do {
                place = order.at(cursor++);
            } while (silences[place] != round);
        }
        waiting[round]--;
        silences[place] = UNDER_WAY;
        return place;
    }

    /** The port that {@link #next} gave last could not be asked now. */
    void postpone(int place) {
        underWay--;
        if (group != null) {
            group.postpone();
        } else {
            postponed = place;
            silences[place] = (byte) round;
            waiting[round]++;
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
        if (group != null) {
            group.answered(place, refused);
        }
        if (fresh) {
            silences[place] = SETTLED;
            canary = canary == NONE && refused ? place : canary;
        }
        endGroup(now);
        return fresh;
    }

    /** Nothing came back. */
    void silent(int place, long now) {
        underWay--;
        if (silences[place] == UNDER_WAY) {
            silences[place] = (byte) (round + 1);
            waiting[round + 1]++;
        }
        endGroup(now);
    }

    private void turn(long now) {
        if (hasNextRound()) {
            round++;
            cursor = 0;
        } else if (waiting[most] > 0 && canary != NONE && !hopeless && most == TRIES) {
            if (round < most) {
                round = most; // from here on the cursor is that of silent ports
                cursor = 0;
            }
            group = new UdpGroup(canary);
            while (waiting[most] > 0 && !group.isFull()) {
                int place = order.at(cursor++);
                if (silences[place] == most) {
                    silences[place] = GROUPED;
                    waiting[most]--;
                    group.add(place);
                }
            }
            group.ask();
            notBefore = now;
        }
    }

    private void endGroup(long now) {
        UdpGroup asked = group;
        if (asked == null || underWay > 0 || !asked.isAsked()) {
            return;
        }
        if (asked.isProven()) {
            group = null;
            futile = 0;
            notBefore = now;
            return;
        }
        futile = asked.hasRefused() ? 1 : futile + 1;
        if (futile > MOST_FUTILE) {
            hopeless = true; // it refuses nothing any more
            group = null;
            return;
        }
        asked.ask();
        notBefore = now + Math.min(futile, 4) * SECOND;
    }
}
