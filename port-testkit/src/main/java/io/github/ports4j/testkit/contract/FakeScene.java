package io.github.ports4j.testkit.contract;

import io.github.ports4j.Signal;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.FakeProcess;
import io.github.ports4j.testkit.FakeProcessBuilder;
import io.github.ports4j.testkit.FakeSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A scene in memory: the fake host passes the contracts that it stands in for. Its time passes at once. */
public final class FakeScene implements Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final String PROGRAM = "actor";

    private final FakeHost host = new FakeHost();
    private final Map<Ability, String> lacking = new EnumMap<>(Ability.class);
    private int nextPort = 20_000;
    private int nextEphemeralPort = 40_000;

    /** A scene that can do everything. */
    public FakeScene() {}

    /** This scene, with a table that does not show sockets that are bound and silent. */
    public FakeScene withoutBoundSockets() {
        host.withoutBoundSockets();
        lacking.put(Ability.SEE_BOUND, "this fake host was told to show no bound, silent sockets");
        return this;
    }

    /** The host on which it plays, for tests of the fake itself. */
    public FakeHost host() {
        return host;
    }

    @Override
    public FakeHost provider() {
        return host;
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        return Optional.ofNullable(lacking.get(ability));
    }

    @Override
    public int freePort() {
        return unused(nextPort++);
    }

    @Override
    public int freeEphemeralPort() {
        return unused(nextEphemeralPort++);
    }

    private int unused(int port) {
        if (host.isUnused(TransportPort.tcp(port)) && host.isUnused(TransportPort.udp(port))) {
            return port;
        }
        throw new AssertionError("port " + port + " is in use, which this scene had not given away");
    }

    @Override
    public Actor start(ActorSpec spec) {
        return start(spec, 0);
    }

    Actor start(ActorSpec spec, long pid) {
        try {
            FakeProcess process = builder(spec).pid(pid).start();
            List<FakeProcess> forks = new ArrayList<>();
            List<FakeProcess> children = new ArrayList<>();
            for (int i = 0; i < spec.forks(); i++) {
                forks.add(process.fork());
            }
            for (int i = 0; i < spec.children(); i++) {
                children.add(host.process(PROGRAM)
                        .user(process.user())
                        .parent(process)
                        .start());
            }
            return new FakeActor(this, process, forks, children);
        } catch (IllegalStateException e) {
            throw new AssertionError("can't start " + spec + ": " + e.getMessage(), e);
        }
    }

    private FakeProcessBuilder builder(ActorSpec spec) {
        String program = spec.program().orElse(PROGRAM);
        FakeProcessBuilder process = host.process(spec.name().orElse(program))
                .executable("/opt/scene/" + program)
                .user(spec.isOfOtherUser() ? "other" : host.user())
                .arguments(String.join(" ", spec.arguments()))
                .ignores(spec.ignored().toArray(new Signal[0]));
        spec.reactions().forEach((signal, reaction) -> react(process, signal, reaction));
        spec.sockets().forEach(socket -> process.socket(socket(socket)));
        spec.supervision().ifPresent(by -> process.supervisedBy(by.parentName(), by.delay()));
        if (spec.isNeverReaped()) {
            process.neverReaped();
        }
        if (spec.isInOtherNetwork()) {
            process.inOtherNetwork();
        }
        if (spec.isFirstOfNamespace()) {
            process.firstOfNamespace();
        }
        if (spec.isInFlight()) {
            process.inFlight();
        }
        return process;
    }

    private void react(FakeProcessBuilder process, Signal signal, Reaction reaction) {
        switch (reaction.deed()) {
            case RECORD -> process.on(signal, reaction.after(), running -> {});
            case EXIT -> process.on(signal, reaction.after(), FakeProcess::exit);
            case CLOSE_LISTENERS -> process.on(signal, reaction.after(), FakeProcess::closeListeners);
            case DRAIN_AND_EXIT ->
                process.on(signal, Duration.ZERO, running -> {
                    running.closeListeners();
                    host.clock().after(reaction.after(), running::exit);
                });
            case HAND_OVER -> process.on(signal, reaction.after(), FakeProcess::handOver);
        }
    }

    private static FakeSocket socket(SocketSpec spec) {
        FakeSocket socket = switch (spec.kind()) {
            case LISTENER -> FakeSocket.listener(spec.port());
            case BOUND -> FakeSocket.bound(spec.port());
            case UDP -> FakeSocket.udp(spec.port());
            case CLIENT ->
                spec.has(SocketFlag.IPV6)
                        ? FakeSocket.connectionOverIpv6(spec.remotePort())
                        : FakeSocket.connection(spec.remotePort());
            case UDP_CLIENT -> FakeSocket.udpClient(spec.remotePort());
        };
        if (spec.remotePort() != 0) {
            return spec.port() == 0 ? socket : socket.from(spec.port());
        }
        if (spec.has(SocketFlag.IPV6)) {
            socket = socket.onLoopback6();
        } else if (!spec.has(SocketFlag.DUAL_STACK)) {
            socket = socket.onLoopback();
        }
        if (spec.has(SocketFlag.NO_REUSE)) {
            socket = socket.reuse(false);
        }
        if (spec.has(SocketFlag.REUSE_PORT)) {
            socket = socket.reusePort();
        }
        if (spec.has(SocketFlag.RESETTING)) {
            return socket.resetting();
        }
        if (spec.has(SocketFlag.ANSWERING)) {
            return socket.answering();
        }
        return spec.has(SocketFlag.ACCEPTING) ? socket : socket.neverAccepting();
    }

    @Override
    public Held holdInThisJvm(int port) {
        host.thisJvm().open(FakeSocket.listener(port).onLoopback());
        return host.thisJvm()::closeSockets;
    }

    @Override
    public void leaveBehind(int port, boolean reuse) {
        host.leaveBehind(port, reuse);
    }

    @Override
    public boolean canTake(TransportPort port) {
        FakeSocket socket = port.protocol() == TransportProtocol.TCP
                ? FakeSocket.listener(port.number())
                : FakeSocket.udp(port.number());
        FakeProcess taker = host.process("taker").start();
        try {
            taker.open(socket.onLoopback().reuse(true));
            return true;
        } catch (IllegalStateException e) {
            return false;
        } finally {
            taker.exit();
        }
    }

    @Override
    public <T> T unprivileged(Supplier<T> action) {
        String before = host.user();
        host.asUser("guest");
        try {
            return action.get();
        } finally {
            host.asUser(before);
        }
    }

    @Override
    public Network network() {
        return new FakeNetwork(host);
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
        Duration end = host.clock().elapsed().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (host.clock().elapsed().compareTo(end) >= 0) {
                throw new AssertionError("still not, after " + PATIENCE.toSeconds() + " s: " + what);
            }
            host.clock().advance(STEP);
        }
    }

    @Override
    public Held holdTime() {
        host.clock().hold();
        return host.clock()::release;
    }

    /**
     * Ends the scene.
     *
     * @throws AssertionError if the library still holds on to a process, or a scan is under way
     */
    @Override
    public void close() {
        if (host.openTargets() != 0) {
            throw new AssertionError(host.openTargets() + " holds on processes were not let go of");
        }
        if (host.openConnectors() != 0) {
            throw new AssertionError(host.openConnectors() + " connectors were not closed");
        }
    }
}
