package io.github.ports4j.testkit;

import io.github.ports4j.InternetAddress;
import io.github.ports4j.PortRange;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReason;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Another host, which a {@link FakeHost} can scan. Each method changes it. It begins without a name and refuses on every port, a
 * millisecond after it was asked; no attempt is lost on the way.
 */
public final class FakeRemote {
    private final HostState host;
    private final InetAddress address;
    private final List<String> names = new ArrayList<>();
    private PortSet open = PortSet.empty();
    private PortSet answering = PortSet.empty();
    private PortSet filtered = PortSet.empty();
    private PortSet unreachable = PortSet.empty();
    private Duration latency = Duration.ofMillis(1);
    private double loss;
    private Random dice = new Random(0);

    FakeRemote(HostState host, InetAddress address) {
        this.host = host;
        this.address = address;
    }

    /** Its address. */
    public InetAddress address() {
        return address;
    }

    /** It has this name too. Several remotes may have the same one, which then stands for all their addresses. */
    public FakeRemote named(String name) {
        synchronized (host) {
            names.add(name.toLowerCase(Locale.ROOT));
            return this;
        }
    }

    /** It takes connections on these TCP ports too. */
    public FakeRemote open(int... ports) {
        synchronized (host) {
            open = open.with(PortSet.of(ports));
            return this;
        }
    }

    /** It answers datagrams on these UDP ports too. */
    public FakeRemote answers(int... ports) {
        synchronized (host) {
            answering = answering.with(PortSet.of(ports));
            return this;
        }
    }

    /** Nothing comes back from these ports, over either protocol, whatever is behind them. */
    public FakeRemote filtered(PortRange ports) {
        return filtered(PortSet.of(List.of(ports)));
    }

    /** The same for a set of ports. */
    public FakeRemote filtered(PortSet ports) {
        synchronized (host) {
            filtered = filtered.with(ports);
            return this;
        }
    }

    /** What is sent to these ports, over either protocol, is answered by an ICMP host unreachable. */
    public FakeRemote unreachable(PortRange ports) {
        return unreachable(PortSet.of(List.of(ports)));
    }

    /** The same for a set of ports. */
    public FakeRemote unreachable(PortSet ports) {
        synchronized (host) {
            unreachable = unreachable.with(ports);
            return this;
        }
    }

    /**
     * So long after an attempt its answer is there.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public FakeRemote answersAfter(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative time: " + time);
        }
        synchronized (host) {
            latency = time;
            return this;
        }
    }

    /**
     * So many of the attempts get no answer, whatever the port.
     *
     * @param fraction 0 to 1
     * @param seed which ones follows from it and from the order of attempts
     * @throws IllegalArgumentException if the fraction is outside 0 to 1
     */
    public FakeRemote losing(double fraction, long seed) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("not a fraction: " + fraction);
        }
        synchronized (host) {
            loss = fraction;
            dice = new Random(seed);
            return this;
        }
    }

    /** Called with the host's lock held. */
    boolean isNamed(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What comes of an attempt. Called with the host's lock held. */
    Reply reply(TransportProtocol protocol, int port) {
        if (dice.nextDouble() < loss || filtered.contains(port)) {
            return Reply.NONE;
        }
        if (unreachable.contains(port)) {
            return Reply.later(ScanReason.HOST_UNREACHABLE, latency);
        }
        return switch (protocol) {
            case TCP -> Reply.later(open.contains(port) ? ScanReason.CONNECTED : ScanReason.REFUSED, latency);
            case UDP -> Reply.later(answering.contains(port) ? ScanReason.ANSWERED : ScanReason.REFUSED, latency);
        };
    }

    @Override
    public String toString() {
        synchronized (host) {
            return "fake remote " + InternetAddress.format(address) + (names.isEmpty() ? "" : " " + names);
        }
    }
}
