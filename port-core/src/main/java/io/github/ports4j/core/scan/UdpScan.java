package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.Connector;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.ScanTableBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The UDP half of a scan: one thread that asks all hosts, each as fast as it refuses. Silence is told as that and never as closed.
 */
final class UdpScan implements Connector.Listener {
    private static final int BURST = 64;
    private static final long LONGEST_WAIT = 20_000_000; // nanoseconds, so that a cancelled scan ends soon
    private static final long BETWEEN_FLUSHES = 10_000_000;

    /** A service takes its time; the kernel, which refuses, does not. */
    private static final long SHORTEST_TIMEOUT = 250_000_000;

    private final ScanPlan plan;
    private final Findings findings;
    private final ScanTableBuilder table;
    private final Means means;
    private final HostClock clock;
    private final @Nullable UdpHost[] hosts; // null when all is known of it
    private final Paths paths;
    private final Pacer pacer;
    private final Shortage shortage;
    private final TimerWheel deadlines;
    private final Batch batch = new Batch();
    private final int[] slotHost;
    private final int[] slotPlace;
    private final long[] slotStart;
    private final int[] freeSlots;
    private int freeTop;
    private int turn;
    private int hostsLeft;
    private long lastFlush;

    UdpScan(ScanPlan plan, Findings findings, Means means) {
        this.plan = plan;
        this.findings = findings;
        this.table = findings.table();
        this.means = means;
        clock = means.clock();
        int slots = Math.max(1, Math.min(means.inFlight(), plan.size()));
        long now = clock.nanoTime();
        paths = new Paths(plan.hosts().size(), means.request().timeout().toNanos(), slots);
        pacer = new Pacer(means.perSecond(), now);
        deadlines = new TimerWheel(slots, now);
        slotHost = new int[slots];
        slotPlace = new int[slots];
        slotStart = new long[slots];
        freeSlots = new int[slots];
        for (int i = 0; i < slots; i++) {
            freeSlots[i] = i;
        }
        freeTop = slots;
        shortage = new Shortage(slots);
        hosts = new UdpHost[plan.hosts().size()];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = new UdpHost(
                    plan.portCount(),
                    1 + means.request().retries(),
                    means.request().seed() + i,
                    now);
        }
        hostsLeft = hosts.length;
    }

    /** Asks until all is known that can be; when it was cancelled meanwhile, what has not answered is not final. */
    void run() {
        for (int i = 0; i < plan.size() && !means.cancelled().getAsBoolean(); i++) {
            int probe = plan.probe(i);
            if (!table.isFinal(plan.host(probe), TransportProtocol.UDP, plan.place(probe))) {
                host(plan.host(probe)).add(plan.place(probe));
            }
        }
        try (Connector connector = means.engine().open(TransportProtocol.UDP, plan.hosts(), slotHost.length)) {
            while (!means.cancelled().getAsBoolean()) {
                long wait = begin(connector);
                if (hostsLeft == 0) {
                    break;
                }
                long now = clock.nanoTime();
                connector.poll(Math.max(0, deadlines.untilNext(now, Math.min(LONGEST_WAIT, wait))), this);
                deadlines.expire(now, slot -> {
                    free(slot);
                    came(slotHost[slot], slotPlace[slot], connector.abandon(slot), -1);
                });
                if (now - lastFlush >= BETWEEN_FLUSHES && !batch.isEmpty()) {
                    lastFlush = now;
                    flush();
                }
            }
        } finally {
            flush();
        }
    }

    /** Asks some hosts, in turn, so that each has its first refusals; returns how long until the next may be asked. */
    private long begin(Connector connector) {
        long wait = Long.MAX_VALUE;
        int asked = 0;
        for (int passed = 0; passed < hosts.length && hostsLeft > 0; ) {
            UdpHost to = hosts[turn];
            if (to != null && to.isDone()) {
                settle(turn);
                to = null;
            }
            long now = clock.nanoTime();
            long delay = to == null ? Long.MAX_VALUE : delay(turn, to, now);
            if (delay <= 0) {
                long all = delayOfAll(now);
                if (all > 0 || asked == BURST) {
                    return all;
                }
                ask(connector, turn, Objects.requireNonNull(to), now);
                asked++;
                passed = 0;
            } else {
                wait = Math.min(wait, delay);
                passed++;
            }
            boolean again = delay <= 0 && to != null && to.isInGroup(); // which is asked without a pause
            turn = again ? turn : (turn + 1) % hosts.length;
        }
        return wait;
    }

    private long delay(int host, UdpHost to, long now) {
        long delay = to.delay(now);
        return delay > 0 || paths.hasRoom(host) ? delay : LONGEST_WAIT;
    }

    /** How long until any host may be asked. */
    private long delayOfAll(long now) {
        if (freeTop == 0 || !shortage.hasRoom(slotHost.length - freeTop)) {
            return LONGEST_WAIT;
        }
        return Math.max(pacer.delay(now), shortage.delay(now));
    }

    private void ask(Connector connector, int host, UdpHost to, long now) {
        int place = to.next();
        int underWay = slotHost.length - freeTop;
        int slot = freeSlots[--freeTop];
        ScanReason reason = connector.connect(slot, host, plan.portAt(place));
        if (reason.isShortage() && shortage.meet(now, underWay, true)) {
            freeSlots[freeTop++] = slot;
            to.postpone(place);
            return;
        }
        if (!reason.isShortage()) {
            pacer.take(now);
            batch.countProbe();
            shortage.end();
        }
        paths.begin(host);
        if (reason == ScanReason.PENDING) {
            slotHost[slot] = host;
            slotPlace[slot] = place;
            slotStart[slot] = now;
            deadlines.set(slot, now + Math.max(timeout(), paths.timeout(host, 1)));
        } else {
            freeSlots[freeTop++] = slot;
            came(host, place, reason, clock.nanoTime() - now);
        }
    }

    private long timeout() {
        return Math.min(SHORTEST_TIMEOUT, means.request().timeout().toNanos());
    }

    @Override
    public void ended(int slot, ScanReason reason) {
        deadlines.clear(slot);
        free(slot);
        came(slotHost[slot], slotPlace[slot], reason, clock.nanoTime() - slotStart[slot]);
    }

    private void free(int slot) {
        freeSlots[freeTop++] = slot;
    }

    private void came(int host, int place, ScanReason reason, long latency) {
        paths.end(host);
        UdpHost from = host(host);
        boolean refused = reason.state() == ScanState.CLOSED;
        if (!refused && reason.state() != ScanState.OPEN && reason != ScanReason.PROHIBITED) {
            if (reason == ScanReason.NO_ANSWER) {
                paths.expired(host);
            }
            if (!from.isCanary(place)) {
                add(host, place, reason, -1, false);
            }
            from.silent(place, clock.nanoTime());
            return;
        }
        if (latency >= 0) {
            paths.answered(host, latency);
        }
        if (from.answered(place, refused, clock.nanoTime())) {
            add(host, place, reason, latency, true);
        }
    }

    private UdpHost host(int host) {
        return Objects.requireNonNull(hosts[host]);
    }

    private void settle(int host) {
        flush(); // what is noted is to be seen
        findings.settle(host, TransportProtocol.UDP, plan.portCount());
        hosts[host] = null;
        hostsLeft--;
    }

    private void add(int host, int place, ScanReason reason, long latency, boolean last) {
        if (batch.isFull()) {
            flush();
        }
        batch.add(host, place, reason, latency, last);
    }

    private void flush() {
        findings.record(TransportProtocol.UDP, batch);
    }
}
