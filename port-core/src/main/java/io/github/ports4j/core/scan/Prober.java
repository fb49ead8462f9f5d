package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import io.github.ports4j.spi.Connector;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.ScanTableBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One thread's share of a TCP scan: every n-th probe of the plan. In each pass it makes an attempt at each of them that is not final,
 * as many at once as the hosts, the descriptors and the request let it. Used by one thread at a time.
 */
final class Prober implements Connector.Listener, AutoCloseable {
    /** Attempts that begin between two looks at what has come. */
    private static final int BURST = 64;

    /** Probes that are passed over between two looks whether the scan was cancelled. */
    private static final int STRIDE = 4096;

    private static final int DEFERRED = 8192;
    private static final long LONGEST_WAIT = 20_000_000; // nanoseconds, so that a cancelled scan ends soon
    private static final long BETWEEN_FLUSHES = 10_000_000;
    private static final int PATIENT_PASSES = 4;

    /**
     * Of so many first retries one is given all the time there is: what answers soonest need not be the host itself, and nobody would hear
     * of answers that come later.
     */
    private static final int SAMPLE = 64;

    /** Enough to be heard, and early in a long pass, so that it does not end the later for them. */
    private static final int MOST_SAMPLES = 32;

    /** From this pass on errors are waited for that the system tells late. */
    private static final int LATE_ERRORS_PASS = 3;

    /**
     * So many attempts that wait for them begin in a second, in all threads: Linux repeats what began within up to 80 ms at once, and has
     * room for 1000 packets that come in at once ({@code net.core.netdev_max_backlog}).
     */
    private static final int LATE_ERRORS_PER_SECOND = 10_000;

    private static final int NONE = -1;
    private static final long LATER = Long.MAX_VALUE - 1;
    private static final long NEVER = Long.MAX_VALUE;

    private final ScanPlan plan;
    private final Findings findings;
    private final ScanTableBuilder table;
    private final HostClock clock;
    private final Connector connector;
    private final Confirmation confirmation;
    private final BooleanSupplier cancelled;
    private final long ceiling; // nanoseconds, as is the next one
    private final long lateErrors;
    private final Share share;

    private final Paths paths;
    private final Deferred deferred;
    private final TimerWheel deadlines;
    private final Pacer pacer;
    private final Pacer latePacer;
    private final Shortage shortage;
    private final Batch batch = new Batch();
    private final int[] slotProbe;
    private final long[] slotStart;
    private final int[] freeSlots;
    private int freeTop;
    private int inFlight;

    /** Hosts that have room and deferred probes. */
    private final int[] readyHosts;

    private final boolean[] isReady;
    private int readyTop;

    /** Probes to be made once more at once. */
    private final Deque<Integer> again = new ArrayDeque<>();

    /** Connected once, and to be connected once more before that is believed. */
    private final Set<Integer> unconfirmed = new HashSet<>();

    private final Doubts doubts;

    private final int[] answers;
    private final int[] untried;
    private final int[] retries;
    private boolean[] active = {};
    private int pass;
    private int cursor;
    private long lastFlush;

    /**
     * A share.
     *
     * @param connector with as many slots as the share; closed with this
     */
    Prober(ScanPlan plan, Findings findings, Means means, Connector connector, Confirmation confirmation, Share share) {
        this.plan = plan;
        this.findings = findings;
        this.table = findings.table();
        this.clock = means.clock();
        this.connector = connector;
        this.confirmation = confirmation;
        this.cancelled = means.cancelled();
        this.ceiling = means.request().timeout().toNanos();
        this.lateErrors = Math.min(ceiling, means.engine().lateErrors().toNanos());
        this.share = share;
        int hosts = plan.hosts().size();
        int slots = share.slots();
        paths = new Paths(hosts, ceiling, slots);
        deferred = new Deferred(hosts, DEFERRED);
        deadlines = new TimerWheel(slots, clock.nanoTime());
        pacer = new Pacer(share.perSecond(), clock.nanoTime());
        latePacer = new Pacer(LATE_ERRORS_PER_SECOND / share.step(), clock.nanoTime());
        slotProbe = new int[slots];
        slotStart = new long[slots];
        freeSlots = new int[slots];
        for (int i = 0; i < slots; i++) {
            freeSlots[i] = slots - 1 - i;
        }
        freeTop = slots;
        shortage = new Shortage(slots);
        doubts = new Doubts(means.engine(), hosts);
        readyHosts = new int[hosts];
        isReady = new boolean[hosts];
        answers = new int[hosts];
        untried = new int[hosts];
        retries = new int[hosts];
    }

    /**
     * Makes one pass.
     *
     * @param number counted from 1
     * @param hosts whose probes are to be made
     */
    void sweep(int number, boolean[] hosts) {
        pass = number;
        active = hosts;
        cursor = share.first();
        shortage.forget();
        for (int host = 0; host < answers.length; host++) {
            answers[host] = 0;
            untried[host] = 0;
            retries[host] = 0;
            paths.beginPass(host, number);
        }
        while (!cancelled.getAsBoolean()) {
            long goOn = begin(clock.nanoTime());
            if (goOn == NEVER && inFlight == 0) {
                break;
            }
            long now = clock.nanoTime();
            if (inFlight > 0 || goOn > now) {
                connector.poll(
                        Math.max(
                                0,
                                deadlines.untilNext(
                                        now, goOn >= LATER ? LONGEST_WAIT : Math.min(LONGEST_WAIT, goOn - now))),
                        this);
                deadlines.expire(now, this::expired); // what had come by then has been heard
            }
            flushIfDue(now);
        }
        flush();
    }

    /** How many attempts at this host could not be made in this pass. */
    int untried(int host) {
        return untried[host];
    }

    /** How many answers of this host have come in this pass. */
    int answers(int host) {
        return answers[host];
    }

    /**
     * Begins some attempts.
     *
     * @return when the next may begin: a time that is over for at once, {@link #LATER} if one under way has to end first, {@link #NEVER} if
     *     none is left
     */
    private long begin(long now) {
        long time = now;
        for (int i = 0; i < BURST && !cancelled.getAsBoolean(); i++) {
            if (freeTop == 0 || !shortage.hasRoom(inFlight)) {
                return hasMore() ? LATER : NEVER;
            }
            long delay = Math.max(Math.max(pacer.delay(time), latePacer.delay(time)), shortage.delay(time));
            if (delay > 0) {
                return hasMore() ? time + delay : NEVER;
            }
            int probe = next();
            if (probe == NONE) {
                return canBegin() ? time : hasMore() ? LATER : NEVER;
            }
            time = attempt(probe, time);
        }
        return time;
    }

    private boolean hasMore() {
        return cursor < plan.size() || !again.isEmpty() || !deferred.isEmpty();
    }

    private boolean canBegin() {
        return !again.isEmpty() || readyTop > 0 || (cursor < plan.size() && !deferred.isFull());
    }

    /** The next probe to make; {@link #NONE} if there is none now. */
    private int next() {
        if (!again.isEmpty()) {
            return again.remove();
        }
        while (readyTop > 0) {
            int host = readyHosts[--readyTop];
            isReady[host] = false;
            if (deferred.has(host) && paths.hasRoom(host)) {
                return deferred.take(host);
            }
        }
        for (int i = 0; i < STRIDE && cursor < plan.size() && !deferred.isFull(); i++) {
            int probe = plan.probe(cursor);
            cursor += share.step();
            int host = plan.host(probe);
            if (!active[host] || table.isFinal(host, plan.protocol(), plan.place(probe))) {
                continue;
            }
            if (paths.hasRoom(host)) {
                return probe;
            }
            deferred.add(host, probe);
        }
        return NONE;
    }

    private void readyIfDeferred(int host) {
        if (!isReady[host] && deferred.has(host) && paths.hasRoom(host)) {
            isReady[host] = true;
            readyHosts[readyTop++] = host;
        }
    }

    /** Makes an attempt; returns the time afterwards. */
    private long attempt(int probe, long now) {
        int slot = freeSlots[--freeTop];
        int host = plan.host(probe);
        ScanReason reason = connector.connect(slot, host, plan.port(probe));
        if (reason.isShortage()) {
            freeSlots[freeTop++] = slot;
            return runShort(probe, reason);
        }
        pacer.take(now);
        if (waitsForLateErrors(host)) {
            latePacer.take(now);
        }
        batch.countProbe();
        shortage.end();
        if (reason == ScanReason.PENDING) {
            slotProbe[slot] = probe;
            slotStart[slot] = now;
            deadlines.set(slot, now + timeout(host));
            paths.begin(host);
            inFlight++;
            readyIfDeferred(host);
            return clock.nanoTime();
        }
        freeSlots[freeTop++] = slot;
        readyIfDeferred(host);
        long later = clock.nanoTime();
        came(probe, reason, later - now);
        return later;
    }

    private long timeout(int host) {
        if (pass == 2 && ++retries[host] % SAMPLE == 0 && retries[host] <= MOST_SAMPLES * SAMPLE) {
            return ceiling;
        }
        long timeout = paths.timeout(host, pass);
        return waitsForLateErrors(host) ? Math.max(timeout, lateErrors) : timeout;
    }

    private boolean waitsForLateErrors(int host) {
        return pass >= LATE_ERRORS_PASS && lateErrors > 0 && paths.isNear(host);
    }

    /** Nothing to make the attempt with: fewer at once from now on, and the same probe again in a moment. */
    private long runShort(int probe, ScanReason reason) {
        long now = clock.nanoTime();
        readyIfDeferred(plan.host(probe)); // as the attempt that was not made will not end either
        if (shortage.meet(now, inFlight, pass <= PATIENT_PASSES)) {
            again.add(probe);
        } else {
            untried[plan.host(probe)]++;
            note(probe, reason); // the rest of this pass is not held up by it
        }
        return now;
    }

    @Override
    public void ended(int slot, ScanReason reason) {
        int probe = slotProbe[slot];
        release(slot, probe);
        came(probe, reason, clock.nanoTime() - slotStart[slot]);
    }

    private void expired(int slot) {
        int probe = slotProbe[slot];
        ScanReason reason = connector.abandon(slot);
        freeSlots[freeTop++] = slot;
        inFlight--;
        int host = plan.host(probe);
        paths.end(host);
        paths.expired(host);
        readyIfDeferred(host);
        came(probe, reason, -1);
    }

    private void release(int slot, int probe) {
        deadlines.clear(slot);
        freeSlots[freeTop++] = slot;
        inFlight--;
        int host = plan.host(probe);
        paths.end(host);
        readyIfDeferred(host);
    }

    private void came(int probe, ScanReason reason, long latency) {
        if (doubts.remainAfter(plan.host(probe), probe, paths.isFar(plan.host(probe)), reason)) {
            again.add(probe);
            return;
        }
        if (isSaidTwice(probe, reason)) {
            add(plan.host(probe), plan.place(probe), reason, latency, true);
            return;
        }
        if (!isAnswer(reason)) {
            if (reason.state() == ScanState.UNTRIED) {
                untried[plan.host(probe)]++;
            }
            note(probe, reason);
            return;
        }
        int host = plan.host(probe);
        if (latency >= 0 && reason != ScanReason.PROHIBITED) { // which comes from somewhere on the way
            paths.answered(host, latency);
        }
        if (reason.state() == ScanState.OPEN
                && confirmation.isNeeded(host, plan.port(probe))
                && unconfirmed.add(probe)) {
            again.add(probe);
            return;
        }
        answers[host]++;
        add(host, plan.place(probe), reason, latency, true);
    }

    /**
     * Whether the way returned an error, which may pass, for the second time. It does not have to for a third: who rejects sends only so
     * much ICMP, and other ports may need it.
     */
    private boolean isSaidTwice(int probe, ScanReason reason) {
        return pass > 1
                && isOfTheWay(reason)
                && table.reason(plan.host(probe), plan.protocol(), plan.place(probe))
                        .filter(Prober::isOfTheWay)
                        .isPresent();
    }

    private static boolean isOfTheWay(ScanReason reason) {
        return reason == ScanReason.HOST_UNREACHABLE
                || reason == ScanReason.NETWORK_UNREACHABLE
                || reason == ScanReason.NETWORK_ERROR;
    }

    /** Whether it settles the port: an error of a router may be gone with the next attempt. */
    private static boolean isAnswer(ScanReason reason) {
        return reason.state() == ScanState.OPEN
                || reason.state() == ScanState.CLOSED
                || reason == ScanReason.PROHIBITED;
    }

    private void note(int probe, ScanReason reason) {
        add(plan.host(probe), plan.place(probe), reason, -1, false);
    }

    private void add(int host, int place, ScanReason reason, long latency, boolean last) {
        if (batch.isFull()) {
            flush();
        }
        batch.add(host, place, reason, latency, last);
    }

    private void flushIfDue(long now) {
        if (now - lastFlush >= BETWEEN_FLUSHES && !batch.isEmpty()) {
            lastFlush = now;
            flush();
        }
    }

    private void flush() {
        findings.record(plan.protocol(), batch);
    }

    @Override
    public void close() {
        connector.close();
    }
}
