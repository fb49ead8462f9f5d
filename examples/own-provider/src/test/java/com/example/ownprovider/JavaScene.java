package com.example.ownprovider;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import io.github.ports4j.testkit.contract.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** This host, with JVMs as its actors. What a JVM can't do, such as fork, this scene can't. */
final class JavaScene implements Scene {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final AtomicInteger NEXT_PORT = new AtomicInteger(21_000);
    private static final AtomicInteger NEXT_EPHEMERAL_PORT = new AtomicInteger(45_000);

    private final HostProvider provider;
    private final Deque<JavaActor> actors = new ArrayDeque<>();

    JavaScene(HostProvider provider) {
        this.provider = provider;
    }

    @Override
    public HostProvider provider() {
        return provider;
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        return switch (ability) {
            case IPV6 -> canBind("::1", 0) ? Optional.empty() : Optional.of("this host has no ::1");
            case STRICT_REUSE -> Optional.empty();
            case SEE_BOUND -> Optional.of("/proc/net does not list bound and silent sockets");
            case SEE_ALL -> Optional.of("this scene does not find out whether every process may be read");
            default -> Optional.of("a JVM can't do that");
        };
    }

    @Override
    public int freePort() {
        return free(NEXT_PORT);
    }

    @Override
    public int freeEphemeralPort() {
        return free(NEXT_EPHEMERAL_PORT);
    }

    private static int free(AtomicInteger next) {
        int port = next.getAndIncrement();
        while (!canBind("0.0.0.0", port)) {
            port = next.getAndIncrement();
        }
        return port;
    }

    private static boolean canBind(String address, int port) {
        try (ServerSocketChannel tcp = ServerSocketChannel.open();
                DatagramChannel udp = DatagramChannel.open()) {
            tcp.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            tcp.bind(new InetSocketAddress(address, port));
            udp.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Actor start(ActorSpec spec) {
        JavaActor actor = JavaActor.start(spec);
        actors.push(actor);
        return actor;
    }

    @Override
    public Held holdInThisJvm(int port) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
            server.bind(new InetSocketAddress(LOOPBACK, port));
            return () -> close(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(NetworkChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end that is closed first stays. */
    @Override
    public void leaveBehind(int port, boolean reuse) {
        InetSocketAddress address = new InetSocketAddress(LOOPBACK, port);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, reuse);
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.INET)) {
                client.connect(address);
                server.accept().close();
                if (client.read(ByteBuffer.allocate(1)) != -1) {
                    throw new AssertionError("the server's end came with data");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean canTake(TransportPort port) {
        try (NetworkChannel probe = port.protocol() == TransportProtocol.UDP
                ? DatagramChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(new InetSocketAddress(LOOPBACK, port.number()));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("in vain for 10 seconds: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        actors.forEach(JavaActor::end);
    }
}
