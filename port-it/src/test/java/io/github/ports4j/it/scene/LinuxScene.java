package io.github.ports4j.it.scene;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.contract.Ability;
import io.github.ports4j.testkit.contract.Actor;
import io.github.ports4j.testkit.contract.ActorSpec;
import io.github.ports4j.testkit.contract.Network;
import io.github.ports4j.testkit.contract.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This host: real processes and real sockets, made by {@code actor.c}. */
public final class LinuxScene implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HostProvider provider;
    private final Map<Ability, String> without;
    private final LinuxAbilities abilities = new LinuxAbilities();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private @Nullable OwnNetwork network;

    private LinuxScene(HostProvider provider, Map<Ability, String> without) {
        this.provider = provider;
        this.without = without;
    }

    /** The scene for the provider named {@code linux}; skips the test where it cannot play. */
    public static LinuxScene open() {
        return open(linux());
    }

    /**
     * The same in a network namespace of its own, which the calling thread is in until the scene is closed; skips the test where
     * it cannot be had.
     */
    public static LinuxScene openInOwnNetwork() {
        return openInOwnNetwork(linux(), Map.of());
    }

    /** The same for a provider that can't do some things, for these reasons. */
    public static LinuxScene openInOwnNetwork(HostProvider provider, Map<Ability, String> without) {
        LinuxScene scene = open(provider, without);
        scene.network = OwnNetwork.enter();
        scene.open.push(scene.network);
        return scene;
    }

    /** The first of these two that can be had: a network of its own, or that of the host. */
    public static LinuxScene openInOwnNetworkIfPossible() {
        return OwnNetwork.lacks().isEmpty() ? openInOwnNetwork() : open();
    }

    private static HostProvider linux() {
        return ServiceLoader.load(HostProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("linux"))
                .findAny()
                .orElseThrow(() -> new AssertionError("no provider named linux"));
    }

    /** The scene for this provider. */
    public static LinuxScene open(HostProvider provider) {
        return open(provider, Map.of());
    }

    /** The scene for a provider that can't do some things, for these reasons. */
    public static LinuxScene open(HostProvider provider, Map<Ability, String> without) {
        CTools.assumeUsable();
        return new LinuxScene(provider, without);
    }

    @Override
    public HostProvider provider() {
        return provider;
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        if (without.containsKey(ability)) {
            return Optional.of(without.get(ability));
        }
        if (ability == Ability.OWN_NETWORK) {
            return network == null ? Optional.of("this scene plays in the network of its host") : Optional.empty();
        }
        return abilities.lacks(ability);
    }

    @Override
    public int freePort() {
        return FreePorts.outsideEphemeral();
    }

    @Override
    public int freeEphemeralPort() {
        return FreePorts.ephemeral();
    }

    @Override
    public Actor start(ActorSpec spec) {
        return start(spec, 0);
    }

    /** Starts one; with a pid other than 0, under this pid. */
    LinuxActor start(ActorSpec spec, long pid) {
        LinuxActor actor = LinuxActor.start(this, spec, pid);
        open.push(actor);
        return actor;
    }

    @Override
    public Held holdInThisJvm(int port) {
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
    public void leaveBehind(int port, boolean reuse) {
        Leftover.timeWait(port, reuse);
    }

    @Override
    public boolean canTake(TransportPort port) {
        return port.protocol() == TransportProtocol.UDP ? canTakeUdp(port.number()) : canTakeTcp(port.number());
    }

    private static boolean canTakeTcp(int port) {
        try (ServerSocketChannel probe = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("listen on " + port, e);
        }
    }

    private static boolean canTakeUdp(int port) {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("bind " + port + "/udp", e);
        }
    }

    @Override
    public <T> T unprivileged(Supplier<T> action) {
        return Unprivileged.call(action);
    }

    @Override
    public Network network() {
        if (network == null) {
            throw new IllegalStateException("this scene plays in the network of its host");
        }
        return network;
    }

    @Override
    public Held holdTime() {
        return () -> {}; // it passes for all
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
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
    public void close() {
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
