package io.github.ports4j.testkit.contract;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.Ports;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A host whose packets somebody filters as the test wants, and two peers outside of it that try to get in. In a real scene they are in
 * network namespaces that it made, and packets are real; it never touches the filter of the machine that it runs on.
 *
 * <p>Used by one thread.
 */
public interface FilteredScene extends AutoCloseable {
    /** The host outside of which one tries to get in. */
    enum Peer {
        /** The one that rules are made for. */
        FRIEND,
        /** Another one of the same network. */
        STRANGER
    }

    /** The provider under test, looking at this scene. */
    HostProvider provider();

    /** The ports of this scene, through the provider under test. */
    default Ports ports() {
        return Ports.on(provider());
    }

    /** Somebody's filter drops all that it does not let in. The scene begins without any filter. */
    void dropTheRest();

    /** Somebody's filter lets everybody in here. */
    void accept(TransportPort port);

    /** Somebody's filter keeps everybody out here, and lets in elsewhere. */
    void drop(TransportPort port);

    /** Where opening needs a word of the user's, the rule with that word. */
    default FirewallRule permitted(FirewallRule rule) {
        return rule;
    }

    /** Tells by a new connection, or a datagram that is answered, whether this peer gets in. */
    boolean letsIn(Peer peer, AddressFamily family, TransportPort port);

    /** The peer's address. */
    String address(Peer peer, AddressFamily family);

    /** The others' rules as their own program prints them, without counters and without the rules of the library. */
    List<String> foreignRules();

    /** What is there of the library, by other means than the library's. */
    List<String> ownRules();

    /** Lets so much time pass. */
    void pass(Duration time);

    /** Does something as a user without privileges. */
    <T> T unprivileged(Supplier<T> action);

    /** Takes all of it away. */
    @Override
    void close();
}
