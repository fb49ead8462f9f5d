package io.github.ports4j.it.scene;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.HostProvider;
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
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** This host: real processes and real sockets, made by {@code actor.c}. What a system can do is its subclass's to tell. */
abstract class RealScene implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HostProvider provider;
    private final Means means;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** The scene for this provider, in which actors play with these means. */
    RealScene(HostProvider provider, Means means) {
        this.provider = provider;
        this.means = means;
    }

    /** The provider of this name, as a user of the library gets it. */
    static HostProvider named(String name) {
        return ServiceLoader.load(HostProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("no provider named " + name));
    }

    final Means means() {
        return means;
    }

    /** Closes this with the scene. */
    final void keep(AutoCloseable held) {
        open.push(held);
    }

    @Override
    public final HostProvider provider() {
        return provider;
    }

    @Override
    public final int freePort() {
        return FreePorts.outsideEphemeral();
    }

    @Override
    public final int freeEphemeralPort() {
        return FreePorts.ephemeral();
    }

    @Override
    public final Actor start(ActorSpec spec) {
        return start(spec, 0);
    }

    /** Starts one; with a pid other than 0, under this pid. */
    final RealActor start(ActorSpec spec, long pid) {
        RealActor actor = RealActor.start(this, spec, pid);
        open.push(actor);
        return actor;
    }

    @Override
    public final Held holdInThisJvm(int port) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
            open.push(server);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return () -> close(server);
        } catch (IOException e) {
            throw new UncheckedIOException("listen on " + port, e);
        }
    }

    private static void close(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void leaveBehind(int port, boolean reuse) {
        Leftover.timeWait(port, reuse);
    }

    @Override
    public final boolean canTake(TransportPort port) {
        try (NetworkChannel probe = port.protocol() == TransportProtocol.UDP
                ? DatagramChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("bind " + port, e);
        }
    }

    @Override
    public final void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain for " + PATIENCE + ": " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting: " + what, e);
            }
        }
    }

    @Override
    public final void close() {
        AssertionError failed = new AssertionError("the scene did not end well");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception | AssertionError e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
