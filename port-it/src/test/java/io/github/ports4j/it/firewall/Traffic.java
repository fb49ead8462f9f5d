package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Many attempts at once to get to the host, in which something listens everywhere. No attempt waits for silence: see {@link Wire}. */
final class Traffic implements AutoCloseable {
    /** So long a packet may be on its way, and a change of the filter that is due may take. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** So long silence may be for want of time. */
    private static final Duration SILENCE = Duration.ofMillis(300);

    private static final List<TransportPort> PORTS = Stream.of(TransportProtocol.values())
            .flatMap(protocol -> Stream.of(Scenario.PORT, Scenario.PORT + 1, Scenario.PORT + 2)
                    .map(number -> new TransportPort(protocol, number)))
            .toList();

    private static final Duration BETWEEN = Duration.ofMillis(50);
    static final TransportPort WIRE = TransportPort.tcp(7);
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 60_000;

    private final FirewallHost host;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Ear> ears = new ArrayList<>();
    private final Wire wire;
    private int nextPort = FIRST_PORT;

    /** From all addresses of the peer to {@link Scenario#PORT} and its neighbours. */
    Traffic(FirewallHost host, Filter filter) {
        this.host = host;
        filter.allow(host, WIRE);
        wire = Wire.lay(host, WIRE, Family.V4);
        try {
            filter.takeBack(host, WIRE);
            for (TransportPort port : PORTS) {
                for (Family family : Family.values()) {
                    ears.add(filter.ear(host, port, family));
                    for (InetAddress from : List.of(family.peer(), family.otherPeer())) {
                        attempts.add(new Attempt(port, from));
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /** Those that get in. */
    Set<Attempt> letIn() {
        return letIn(Set.of());
    }

    /**
     * Those that get in, of which these are expected to: silence from them is believed only when they had time enough, as their packets
     * may have been overtaken, when the kernel was short of time.
     */
    Set<Attempt> letIn(Set<Attempt> expected) {
        return letIn(attempts, expected, LONGEST);
    }

    /** Whether it gets in; silence is believed when it was long enough. */
    boolean isLetIn(Attempt attempt) {
        return letIn(List.of(attempt), Set.of(attempt), SILENCE).contains(attempt);
    }

    private Set<Attempt> letIn(List<Attempt> made, Set<Attempt> expected, Duration longest) {
        List<Sender> senders = new ArrayList<>();
        try {
            for (Attempt attempt : made) {
                InetSocketAddress from = new InetSocketAddress(attempt.from(), port());
                senders.add(host.atPeer(() -> Sender.send(attempt, from)));
            }
            Instant until = Instant.now().plus(longest);
            Set<Attempt> in = new LinkedHashSet<>();
            do {
                wire.settle();
                ears.forEach(Ear::answer);
                wire.settle();
                senders.stream().filter(Sender::isAnswered).map(Sender::attempt).forEach(in::add);
            } while (!in.containsAll(expected) && Instant.now().isBefore(until));
            return in;
        } finally {
            senders.forEach(Sender::close);
            wire.settle();
            ears.forEach(Ear::answer); // what came late is nobody's else
        }
    }

    /** Tries until just these get in, and gives those that did in the end. */
    Set<Attempt> awaitLetIn(Set<Attempt> expected) {
        Instant until = Instant.now().plus(LONGEST);
        Set<Attempt> in = letIn();
        while (!in.equals(expected) && Instant.now().isBefore(until)) {
            LockSupport.parkNanos(BETWEEN.toNanos()); // else all ports would soon be used
            in = letIn();
        }
        return in;
    }

    /** Each is used once: to the kernel, a second packet from the same one may belong to the connection of the first. */
    private int port() {
        if (nextPort > LAST_PORT) {
            throw new AssertionError("all ports of the peer were used");
        }
        return nextPort++;
    }

    @Override
    public void close() {
        ears.forEach(Ear::close);
        wire.close();
    }
}
