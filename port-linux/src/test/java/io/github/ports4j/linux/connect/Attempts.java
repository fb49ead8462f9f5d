package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ScanReason;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A connector of the calling thread, through which attempts are made one after the other. */
final class Attempts implements AutoCloseable {
    private static final int SLOTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connector connector;
    private ScanReason ended = ScanReason.PENDING;

    Attempts(String... hosts) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String host : hosts) {
            try {
                addresses.add(InetAddress.getByName(host));
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
        connector = new EpollConnectEngine().open(TransportProtocol.TCP, addresses, SLOTS);
    }

    /** Makes an attempt on the first host in the first slot, and waits until it has ended. */
    ScanReason on(int port) {
        return on(0, port);
    }

    /** The same on another host. */
    ScanReason on(int host, int port) {
        ScanReason reason = begin(host, port);
        return reason == ScanReason.PENDING ? await() : reason;
    }

    ScanReason begin(int host, int port) {
        return connector.connect(0, host, port);
    }

    ScanReason await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ended = ScanReason.PENDING;
        while (ended == ScanReason.PENDING) {
            assertThat(System.nanoTime()).as("it does not end").isLessThan(deadline);
            poll();
        }
        return ended;
    }

    private void poll() {
        connector.poll(PATIENCE.toNanos(), (slot, reason) -> {
            assertThat(slot).isZero();
            ended = reason;
        });
    }

    ScanReason abandon() {
        return connector.abandon(0);
    }

    Connector connector() {
        return connector;
    }

    /** How many sockets this JVM has open. */
    static long openSockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Attempts::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        connector.close();
    }
}
