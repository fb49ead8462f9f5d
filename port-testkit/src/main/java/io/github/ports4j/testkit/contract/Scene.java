package io.github.ports4j.testkit.contract;

import io.github.ports4j.Ports;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostProvider;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The place where a contract plays: a host with processes and sockets that the test brings about, and the provider under
 * test that looks at it. The real scene starts real processes, the fake one edits its tables; a contract can't tell which.
 *
 * <p>To make a new provider: implement this and {@link Actor} once for its system, with what {@link ActorSpec} describes, and
 * subclass each {@code *Contract} with a {@code scene()} that returns it. What the system, or the user that the tests run
 * as, can't do is told by {@link #lacks}; the tests that need it are then skipped with that reason, and the methods that need it
 * keep their defaults.
 *
 * <p>All traffic stays on loopback or in namespaces that the scene made. A scene ends only processes that it started. Used by
 * one thread, but for {@link Actor#whenReceived}.
 */
public interface Scene extends AutoCloseable {
    /** The provider under test, looking at this scene. */
    HostProvider provider();

    /** The ports of this scene, through the provider under test. */
    default Ports ports() {
        return Ports.on(provider());
    }

    /** Why this scene can't do that, one sentence; empty if it can. */
    Optional<String> lacks(Ability ability);

    /** Tells whether this scene can do that. */
    default boolean can(Ability ability) {
        return lacks(ability).isEmpty();
    }

    /**
     * A port number that nobody uses over TCP or UDP, in any state, outside the ephemeral range and above 1023; another one
     * each time.
     */
    int freePort();

    /** The same inside the ephemeral range. */
    int freeEphemeralPort();

    /**
     * Starts a process and returns when it and its forks have all their sockets.
     *
     * @throws AssertionError if it can't be started, such as for a port in use
     */
    Actor start(ActorSpec spec);

    /**
     * Makes this JVM itself listen on 127.0.0.1.
     *
     * @return ends it
     */
    Held holdInThisJvm(int port);

    /**
     * Leaves one end of a connection in {@code TIME_WAIT} on this port of 127.0.0.1, and nobody who holds the port.
     *
     * @param reuse whether the server that is gone had set {@code SO_REUSEADDR}: without, what it left refuses every bind, where there
     *     is {@link Ability#STRICT_REUSE}
     */
    void leaveBehind(int port, boolean reuse);

    /**
     * Tells, by the scene's own means and not the provider's, whether a server that sets {@code SO_REUSEADDR} could now take
     * this port on 127.0.0.1: bind it and, if it is TCP, listen.
     */
    boolean canTake(TransportPort port);

    /**
     * Does something, on any thread, as a user without privileges who is neither the test's own nor {@link
     * ActorSpec#ofOtherUser()}'s. Only that thread need be without: what the process itself is said to be may stay as it was.
     * Needs {@link Ability#UNPRIVILEGED}.
     */
    default <T> T unprivileged(Supplier<T> action) {
        throw missing(Ability.UNPRIVILEGED);
    }

    /** The network of this scene. Needs {@link Ability#OWN_NETWORK}. */
    default Network network() {
        throw missing(Ability.OWN_NETWORK);
    }

    private IllegalStateException missing(Ability ability) {
        return new IllegalStateException(
                lacks(ability).orElseGet(() -> "this scene says that it can do " + ability + " and does not"));
    }

    /**
     * Waits until this holds, at most 10 seconds of the scene's own time.
     *
     * @param what what is waited for, for the message
     * @throws AssertionError if the time has passed
     */
    void await(String what, BooleanSupplier condition);

    /**
     * Keeps those who wait in the scene's own time waiting until this is closed, where that time can be stopped; where it can't,
     * does nothing. So a test has its listeners in place before much has happened.
     */
    default Held holdTime() {
        return () -> {};
    }

    /** Ends all that the scene started, frozen, stopped and supervised ones included. */
    @Override
    void close();

    /** Something held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
