package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A policy DROP by {@code iptables} and {@code ip6tables}.
 *
 * @param variant {@code nft} or {@code legacy}, which the kernel keeps apart
 */
record IptablesFilter(String variant) implements Filter {
    @Override
    public void setUp(FirewallHost host) {
        for (Family family : Family.values()) {
            Run run = host.run(program(family), "-w", "-S");
            if (run.exit() != 0) {
                Assumptions.abort("the kernel has no " + program(family) + ": "
                        + run.err().trim());
            }
            iptables(host, family, "-P", "INPUT", "DROP");
            iptables(host, family, "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
            iptables(
                    host, family, "-A", "INPUT", "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED", "-j", "ACCEPT");
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
