package io.github.ports4j.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.Ports;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What all contracts share: a scene that is opened before each test and closed after it. A subclass says which scene, with
 * {@link #scene()}, and nothing else.
 */
public abstract class SceneContract {
    private Scene stage;

    /** For subclasses. */
    protected SceneContract() {}

    /** A scene of the provider under test, just made; called once for each test. */
    protected abstract Scene scene();

    @BeforeEach
    final void open() {
        stage = scene();
    }

    @AfterEach
    final void close() {
        stage.close();
    }

    /** The scene of this test. */
    final Scene stage() {
        return stage;
    }

    /** The ports of this test's scene. */
    final Ports ports() {
        return stage.ports();
    }

    /** The provider under test. */
    final HostProvider provider() {
        return stage.provider();
    }

    /** Skips the test, with the scene's own reason, where it can't do that. */
    final void needs(Ability ability) {
        stage.lacks(ability).ifPresent(reason -> assumeTrue(false, ability + ": " + reason));
    }

    /** Starts a process, or skips the test where the scene can't. */
    final Actor start(ActorSpec spec) {
        spec.needs().forEach(this::needs);
        return stage.start(spec);
    }

    final int freePort() {
        return stage.freePort();
    }

    /** Who has this pid now, by the provider under test. */
    final ProcessId id(long pid) {
        return provider()
                .processes()
                .read(pid)
                .orElseThrow(() -> new AssertionError("the provider shows no pid " + pid))
                .id();
    }

    final ProcessId id(Actor actor) {
        return id(actor.pid());
    }

    final boolean canTakeTcp(int port) {
        return stage.canTake(TransportPort.tcp(port));
    }

    final boolean canTakeUdp(int port) {
        return stage.canTake(TransportPort.udp(port));
    }

    /** The time of the scene that this takes. */
    final Duration timed(Runnable action) {
        long begin = provider().clock().nanoTime();
        action.run();
        return Duration.ofNanos(provider().clock().nanoTime() - begin);
    }

    /** Steps as {@code TERM EXITED}. */
    static List<String> steps(List<SignalAttempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.signal() + " " + attempt.outcome())
                .toList();
    }

    /** Steps as {@code TERM 4711 EXITED}. */
    static List<String> stepsByPid(List<SignalAttempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.signal() + " " + attempt.process().pid() + " " + attempt.outcome())
                .toList();
    }
}
