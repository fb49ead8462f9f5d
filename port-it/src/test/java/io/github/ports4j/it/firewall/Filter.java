package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;

/** What filters in a host. */
interface Filter {
    /** Whether programs are needed for it that most machines have not. */
    default boolean needsPackages() {
        return true;
    }

    /** Makes it so; skips the test where the kernel can't, with the reason. */
    void setUp(FirewallHost host);

    /** What a peer sees of {@link Scenario#PORT} then. */
    Sight sees(TransportProtocol protocol, Family family);

    /** Lets a port through for all, in the way of who manages it. */
    void allow(FirewallHost host, TransportPort port);

    /** Takes that back. */
    void takeBack(FirewallHost host, TransportPort port);

    /** Listens where what comes to a port of the host is meant to go. */
    default Listener listen(FirewallHost host, TransportPort port, Family family) {
        return host.listen(port, family);
    }

    /** The same, to be asked what came. */
    default Ear ear(FirewallHost host, TransportPort port, Family family) {
        return host.ear(port, family);
    }
}
