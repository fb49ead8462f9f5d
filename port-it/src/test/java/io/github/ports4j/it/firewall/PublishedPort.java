package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.List;

/**
 * A port of the host that is a port of its {@link Container}, by the rules that Docker makes: the destination is changed before routing,
 * so no chain for input sees the packet, and those for forwarding see another port.
 *
 * @param forward the policy for what is forwarded
 */
record PublishedPort(String forward) implements Filter {
    private static final int INNER_PORT = 80;

    @Override
    public boolean needsPackages() {
        return false;
    }

    @Override
    public void setUp(FirewallHost host) {
        host.container();
        for (Family family : Family.values()) {
            host.assume(List.of("nft", "-f", "-"), rules(family));
        }
    }

    private String rules(Family family) {
        return """
            table %1$s published {
                chain prerouting {
                    type nat hook prerouting priority dstnat; policy accept;
                    fib daddr type local meta l4proto { tcp, udp } th dport %2$d dnat to %3$s
                }
                chain postrouting {
                    type nat hook postrouting priority srcnat; policy accept;
                    %1$s saddr %4$s oifname != "%5$s" masquerade
                }
                chain forward {
                    type filter hook forward priority filter; policy %6$s;
                    ct state established,related accept
                }
            }
            """.formatted(
                table(family), Scenario.PORT, inner(family), family.containerNetwork(), Container.DEVICE, forward);
    }

    private static String table(Family family) {
        return family == Family.V4 ? "ip" : "ip6";
    }

    private static String inner(Family family) {
        String address = family.container().getHostAddress();
        return (family == Family.V4 ? address : "[" + address + "]") + ":" + INNER_PORT;
    }

    @Override
    public Sight sees(TransportProtocol protocol, Family family) {
        return forward.equals("accept") ? Sight.OPEN : Sight.FILTERED;
    }

    @Override
    public void allow(FirewallHost host, TransportPort port) {
        for (Family family : Family.values()) {
            filter(family).allow(host, inner(port));
        }
    }

    @Override
    public void takeBack(FirewallHost host, TransportPort port) {
        for (Family family : Family.values()) {
            filter(family).takeBack(host, inner(port));
        }
    }

    private static NftFilter filter(Family family) {
        return new NftFilter("", table(family) + " published forward", Sight.OPEN, Sight.OPEN);
    }

    @Override
    public Listener listen(FirewallHost host, TransportPort port, Family family) {
        return port.number() == Scenario.PORT
                ? host.container().listen(inner(port), family)
                : host.listen(port, family);
    }

    @Override
    public Ear ear(FirewallHost host, TransportPort port, Family family) {
        return port.number() == Scenario.PORT ? host.container().ear(inner(port), family) : host.ear(port, family);
    }

    private static TransportPort inner(TransportPort port) {
        return new TransportPort(port.protocol(), INNER_PORT);
    }
}
