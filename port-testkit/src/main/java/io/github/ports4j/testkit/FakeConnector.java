package io.github.ports4j.testkit;

import io.github.ports4j.ScanReason;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.Connector;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Attempts in the time of a fake host. To wait moves its clock. Strict: to use a slot that is taken or free when it must not be, or
 * a connector that was closed, is an {@link IllegalStateException}.
 */
final class FakeConnector implements Connector {
    /** An attempt under way; due at this time of the clock, unless its reason is {@link ScanReason#PENDING}: then never. */
    private record Attempt(int slot, ScanReason reason, long due, long order) {}

    private final HostState host;
    private final TransportProtocol protocol;
    private final List<InetAddress> hosts;
    private final @Nullable Attempt[] underWay;

    /** Those that are due some time, also if they have been given up. */
    private final PriorityQueue<Attempt> due =
            new PriorityQueue<>(Comparator.comparingLong(Attempt::due).thenComparingLong(Attempt::order));

    private long order;
    private boolean closed;

    FakeConnector(HostState host, TransportProtocol protocol, List<InetAddress> hosts, int slots) {
        this.host = host;
        this.protocol = protocol;
        this.hosts = List.copyOf(hosts);
        underWay = new @Nullable Attempt[slots];
        synchronized (host) {
            host.openConnectors++;
        }
    }

    @Override
    public ScanReason connect(int slot, int place, int port) {
        synchronized (host) {
            requireOpen();
            if (underWay[slot] != null) {
                throw new IllegalStateException("an attempt is under way in slot " + slot);
            }
            Reply reply = host.reply(protocol, hosts.get(place), port);
            if (reply.atOnce()) {
                return reply.reason();
            }
            long at = host.clock.nanoTime() + reply.after().toNanos();
            Attempt attempt = new Attempt(slot, reply.reason(), at, order++);
            underWay[slot] = attempt;
            if (attempt.reason() != ScanReason.PENDING) {
                due.add(attempt);
            }
            return ScanReason.PENDING;
        }
    }

    @Override
    public void poll(long nanos, Listener listener) {
        for (Attempt attempt : await(nanos)) {
            if (end(attempt)) {
                listener.ended(attempt.slot(), attempt.reason()); // without the lock, as it may do anything
            }
        }
    }

    /** Waits for the first that is due, and returns all that are. */
    private List<Attempt> await(long nanos) {
        synchronized (host) {
            requireOpen();
            long now = host.clock.nanoTime();
            forgetGivenUp();
            long until = now + nanos;
            if (!due.isEmpty()) {
                until = Math.min(until, due.peek().due());
            }
            pause(until - now);
            List<Attempt> ended = new ArrayList<>();
            while (!due.isEmpty() && due.peek().due() <= host.clock.nanoTime()) {
                ended.add(due.remove());
            }
            return ended;
        }
    }

    private void forgetGivenUp() {
        while (!due.isEmpty() && !due.peek().equals(underWay[due.peek().slot()])) {
            due.remove();
        }
    }

    private void pause(long nanos) {
        if (nanos > 0) {
            try {
                host.clock.pause(Duration.ofNanos(nanos));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // as a selector does, it returns with the flag set
            }
        }
    }

    /** Frees its slot; false if it was given up before. */
    private boolean end(Attempt attempt) {
        synchronized (host) {
            if (closed || !attempt.equals(underWay[attempt.slot()])) {
                return false;
            }
            underWay[attempt.slot()] = null;
            return true;
        }
    }

    @Override
    public ScanReason abandon(int slot) {
        synchronized (host) {
            requireOpen();
            Attempt attempt = underWay[slot];
            if (attempt == null) {
                throw new IllegalStateException("no attempt is under way in slot " + slot);
            }
            underWay[slot] = null;
            boolean came = attempt.reason() != ScanReason.PENDING && attempt.due() <= host.clock.nanoTime();
            return came ? attempt.reason() : ScanReason.NO_ANSWER;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this connector was closed");
        }
    }

    @Override
    public void close() {
        synchronized (host) {
            if (!closed) {
                closed = true;
                host.openConnectors--;
            }
        }
    }
}
