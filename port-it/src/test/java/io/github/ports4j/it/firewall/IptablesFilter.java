package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy DROP by {@code iptables} and {@code ip6tables}.
 *
 * @param variant {@code nft} or {@code legacy}, which the kernel keeps apart
 */
record IptablesFilter(String variant) implements Filter {
    private static final String RULES = """
            *filter
            :INPUT DROP
            :FORWARD ACCEPT
            :OUTPUT ACCEPT
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """;

    @Override
    public void setUp(FirewallHost host) {
        for (Family family : Family.values()) {
            host.assume(List.of(program(family) + "-restore", "-w"), RULES);
        }
    }

    @Override
    public Sight sees(TransportProtocol protocol, Family family) {
        return Sight.FILTERED;
    }

    @Override
    public void allow(FirewallHost host, TransportPort port) {
        for (Family family : Family.values()) {
            iptables(host, family, rule("-I", port));
        }
    }

    @Override
    public void takeBack(FirewallHost host, TransportPort port) {
        for (Family family : Family.values()) {
            iptables(host, family, rule("-D", port));
        }
    }

    private static String[] rule(String what, TransportPort port) {
        String protocol = port.protocol().toString();
        return new String[] {what, "INPUT", "-p", protocol, "--dport", Integer.toString(port.number()), "-j", "ACCEPT"};
    }

    private void iptables(FirewallHost host, Family family, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program(family), "-w"));
        command.addAll(List.of(arguments));
        host.must(command, "");
    }

    private String program(Family family) {
        return (family == Family.V4 ? "iptables-" : "ip6tables-") + variant;
    }
}
