package io.github.ports4j.core.scan;

import io.github.ports4j.PortRange;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.HostProvider;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which open ports are believed only the second time. Two attempts of this scan to the same host can meet each other, each with the
 * other's port as its own (a simultaneous open, RFC 9293 section 3.5), if that host is this one: then both are made, and nobody listens.
 * It takes a port that the system gives to connections by itself. Safe for use by many threads.
 */
final class Confirmation {
    private static final PortRange ANY = PortRange.of(1024, 65535);

    private final boolean[] local;
    private final PortRange range;

    private Confirmation(boolean[] local, PortRange range) {
        this.local = local;
        this.range = range;
    }

    static Confirmation of(HostProvider provider, List<InetAddress> hosts) {
        Optional<Set<InetAddress>> own = ownAddresses(provider);
        boolean[] local = new boolean[hosts.size()];
        for (int i = 0; i < local.length; i++) {
            InetAddress host = hosts.get(i);
            local[i] = isOwn(host, own) || own.isEmpty(); // not known: to be asked twice is the safe side
        }
        return new Confirmation(local, ephemeral(provider));
    }

    /** The addresses of this host's interfaces; empty where they can't be told, or may not be asked for. */
    static Optional<Set<InetAddress>> ownAddresses(HostProvider provider) {
        try {
            Set<InetAddress> own = new HashSet<>();
            provider.interfaces().list().forEach(nic -> nic.addresses().forEach(address -> own.add(address.address())));
            return Optional.of(own);
        } catch (UnsupportedFeatureException | SystemCallException e) {
            return Optional.empty(); // some sandboxes refuse; the loopback is known without
        }
    }

    /** Whether an address is this host's own, as far as that is known. */
    static boolean isOwn(InetAddress address, Optional<Set<InetAddress>> own) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || own.filter(known -> known.contains(address)).isPresent();
    }

    private static PortRange ephemeral(HostProvider provider) {
        try {
            return provider.ephemeralPorts();
        } catch (UnsupportedFeatureException | SystemCallException e) {
            return ANY;
        }
    }

    boolean isNeeded(int host, int port) {
        return local[host] && range.contains(port);
    }
}
