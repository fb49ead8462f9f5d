package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.TransportPort;
import io.github.ports4j.it.scene.Unprivileged;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.testkit.contract.FilteredScene;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The scene in whose host this JVM is. What others do there is done by the JVM of the tests, which is asked by a line of standard output,
 * after {@link #ASKING}, and answers by a line of standard input: see {@link SceneServer}.
 */
final class RemoteScene implements FilteredScene {
    static final String ASKING = "? ";
    private static final BufferedReader ANSWERS = new BufferedReader(new InputStreamReader(System.in, UTF_8));

    private final HostProvider provider = ServiceLoader.load(HostProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("linux"))
            .findFirst()
            .orElseThrow();
    private final boolean permits;

    /** Of a new host. */
    RemoteScene(boolean permits) {
        this.permits = permits;
        ask("begin");
    }

    private static List<String> ask(String... words) {
        System.out.println(ASKING + Line.of(List.of(words)));
        try {
            String answer = ANSWERS.readLine();
            if (answer == null) {
                throw new AssertionError("the JVM of the tests has gone");
            }
            return Line.words(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public HostProvider provider() {
        return provider;
    }

    @Override
    public void dropTheRest() {
        ask("dropTheRest");
    }

    @Override
    public void accept(TransportPort port) {
        ask("accept", port.toString());
    }

    @Override
    public void drop(TransportPort port) {
        ask("drop", port.toString());
    }

    @Override
    public FirewallRule permitted(FirewallRule rule) {
        return permits ? rule.intoBlockingChain() : rule;
    }

    @Override
    public boolean letsIn(Peer peer, AddressFamily family, TransportPort port) {
        return Boolean.parseBoolean(
                ask("letsIn", address(peer, family), port.toString()).get(0));
    }

    @Override
    public String address(Peer peer, AddressFamily family) {
        Family ours = family == AddressFamily.IPV4 ? Family.V4 : Family.V6;
        InetAddress address = peer == Peer.FRIEND ? ours.peer() : ours.otherPeer();
        return address.getHostAddress();
    }

    @Override
    public List<String> foreignRules() {
        return ask("foreignRules");
    }

    @Override
    public List<String> ownRules() {
        return new ArrayList<>(ask("ownRules"));
    }

    @Override
    public void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }

    @Override
    public <T> T unprivileged(Supplier<T> action) {
        return Unprivileged.call(action);
    }

    @Override
    public void close() {
        ask("end");
    }
}
