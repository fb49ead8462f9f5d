package io.github.ports4j.core.scan;

import io.github.ports4j.InternetAddress;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.ScanTarget;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.Connector;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ScanTableBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Waits until a port takes a connection: round after round of one attempt at each address of the name. In the caller's thread. The JVM's
 * channels do, as nothing native need be loaded for that.
 */
final class OpenWait {
    /** An attempt that has not ended by then is given up: what it waits for may have been lost. */
    private static final long ROUND = 1_000_000_000; // nanoseconds

    private static final long LOOK = 20_000_000;
    private static final long SHORTEST_PAUSE = 10_000_000;
    private static final long LONGEST_PAUSE = 160_000_000;

    private final ConnectEngine engine;
    private final HostClock clock;
    private final ScanTarget target;
    private final TransportPort port;
    private final Duration timeout;
    private final long nanos;
    private final long start;
    private String seen = "nothing was tried";

    OpenWait(HostProvider host, String name, int port, Duration timeout) {
        target = ScanTarget.parse(name);
        if (!target.isName() && target.addresses() != 1) {
            throw new IllegalArgumentException("one host is waited for, not a block of them: " + name);
        }
        this.port = TransportPort.tcp(port);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("not a time to wait: " + timeout);
        }
        this.timeout = timeout;
        nanos = TimeUnit.NANOSECONDS.convert(timeout); // at most the largest number
        engine = host.connectEngine().filter(ConnectEngine::simulated).orElseGet(NioEngine::new);
        clock = host.clock();
        start = clock.nanoTime();
    }

    ScanResult await() {
        try {
            long pause = SHORTEST_PAUSE;
            while (true) {
                List<InetAddress> addresses = addresses();
                if (!addresses.isEmpty()) {
                    Round round = new Round(addresses);
                    if (round.isOpen()) {
                        return round.result();
                    }
                    seen = round.toString();
                }
                if (left() <= 0) {
                    throw new PortTimeoutException(
                            target + ":" + port.number() + " to take a connection; at last " + seen, timeout);
                }
                clock.pause(Duration.ofNanos(Math.min(pause, left())));
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortInterruptedException("waiting for " + target + ":" + port.number() + " to take a connection");
        }
    }

    private long left() {
        return nanos - (clock.nanoTime() - start);
    }

    /** None if the name stands for none now. */
    private List<InetAddress> addresses() throws InterruptedException {
        try {
            if (!target.isName()) {
                return List.of(target.address(0));
            }
            return Resolution.begin(engine, target.toString())
                    .await(
                            Duration.ofNanos(Math.max(1, left())),
                            () -> Thread.currentThread().isInterrupted());
        } catch (UnknownHostException e) {
            seen = String.valueOf(e.getMessage());
            return List.of();
        }
    }

    /** One attempt at each address. */
    private final class Round {
        private final List<InetAddress> addresses;
        private final ScanReason[] reasons;
        private final Doubts doubts;
        private final long begin = clock.nanoTime();
        private int open = -1;
        private long latency;

        Round(List<InetAddress> addresses) throws InterruptedException {
            this.addresses = addresses;
            reasons = new ScanReason[addresses.size()];
            doubts = new Doubts(engine, reasons.length);
            try (Connector connector = engine.open(TransportProtocol.TCP, addresses, reasons.length)) {
                for (int i = 0; i < reasons.length && open < 0; i++) {
                    came(connector, i, connector.connect(i, i, port.number()));
                }
                long end = begin + Math.min(ROUND, Math.max(1, left()));
                long now = clock.nanoTime();
                while (open < 0 && isPending() && now < end) {
                    connector.poll(Math.min(LOOK, end - now), (i, reason) -> came(connector, i, reason));
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    now = clock.nanoTime();
                }
            }
        }

        private void came(Connector connector, int address, ScanReason first) {
            ScanReason reason = first;
            while (doubts.remainAfter(address, address, false, reason)) {
                reason = connector.connect(address, address, port.number());
            }
            reasons[address] = reason;
            if (reason.state() == ScanState.OPEN && open < 0) {
                open = address;
                latency = clock.nanoTime() - begin;
            }
        }

        private boolean isPending() {
            return List.of(reasons).contains(ScanReason.PENDING);
        }

        boolean isOpen() {
            return open >= 0;
        }

        ScanResult result() {
            return ScanTableBuilder.result(
                    TransportProtocol.TCP,
                    new InetSocketAddress(addresses.get(open), port.number()),
                    reasons[open],
                    Duration.ofNanos(latency));
        }

        @Override
        public String toString() {
            return IntStream.range(0, reasons.length)
                    .mapToObj(i -> InternetAddress.format(addresses.get(i)) + ": "
                            + (reasons[i] == ScanReason.PENDING ? ScanReason.NO_ANSWER : reasons[i]).text())
                    .collect(Collectors.joining(", "));
        }
    }
}
