package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.it.scan.NetworkNamespace;
import io.github.ports4j.it.scene.NetworkThread;
import java.util.ArrayList;
import java.util.List;

/** A network behind the host, as a container has one, and the host forwards. */
final class Container implements AutoCloseable {
    /** The host's device for it. */
    static final String DEVICE = "bridge0";

    private static final String OWN_DEVICE = "eth0";
    private static final String LINK = "02:00:00:00:00:03";
    private static final String OWN_LINK = "02:00:00:00:00:04";

    private final NetworkNamespace namespace = NetworkNamespace.quiet();
    private final NetworkThread thread;

    Container(FirewallHost host) {
        try {
            List<String> here = new ArrayList<>(List.of(
                    "link add " + OWN_DEVICE + " address " + OWN_LINK + " type veth peer name " + DEVICE + " address "
                            + LINK + " netns " + host.pid(),
                    "link set " + OWN_DEVICE + " addrgenmode none up"));
            List<String> atHost = new ArrayList<>(List.of("link set " + DEVICE + " addrgenmode none up"));
            for (Family family : Family.values()) {
                String length = family.containerNetwork().replaceFirst(".*/", "/");
                String noDad = FirewallHost.nodad(family);
                String gateway = family.gateway().getHostAddress();
                here.add("addr add " + family.container().getHostAddress() + length + " dev " + OWN_DEVICE + noDad);
                here.add(FirewallHost.neighbour(family.gateway(), LINK, OWN_DEVICE));
                here.add("route add default via " + gateway);
                atHost.add("addr add " + gateway + length + " dev " + DEVICE + noDad);
                atHost.add(FirewallHost.neighbour(family.container(), OWN_LINK, DEVICE));
            }
            namespace.ip(here);
            host.ip(atHost);
            for (String value : List.of("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding")) {
                host.must(List.of("tee", "/proc/sys/" + value), "1");
            }
            thread = new NetworkThread(namespace.path());
        } catch (RuntimeException | Error e) {
            namespace.close();
            throw e;
        }
    }

    /** Listens in the container. */
    Listener listen(TransportPort port, Family family) {
        return thread.call(() -> Listener.open(family.container(), port));
    }

    /** Listens in the container until the ear is closed. */
    Ear ear(TransportPort port, Family family) {
        return thread.call(() -> Ear.open(family.container(), port));
    }

    @Override
    public void close() {
        try {
            thread.close();
        } finally {
            namespace.close();
        }
    }
}
