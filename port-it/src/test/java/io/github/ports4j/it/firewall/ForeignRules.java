package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import java.util.ArrayList;
import java.util.List;

/** How somebody filters a host in which nothing filtered; each lets in {@link Traffic#WIRE}. */
enum ForeignRules {
    /** By a table of nft. */
    NFTABLES {
        @Override
        void dropTheRest(FirewallHost host) {
            load(host, "drop");
        }

        private void load(FirewallHost host, String policy) {
            host.nft("""
                table inet foreign {
                    chain input {
                        type filter hook input priority filter; policy %s;
                        ct state established,related accept
                        iifname "lo" accept
                        meta l4proto ipv6-icmp accept
                        tcp dport %d accept
                    }
                }
                """.formatted(policy, Traffic.WIRE.number()));
        }

        @Override
        void rule(FirewallHost host, TransportPort port, String verdict) {
            if (!host.must("nft", "list", "tables").contains("inet foreign")) {
                load(host, "accept");
            }
            host.nft("insert rule inet foreign input " + port.protocol() + " dport " + port.number() + " " + verdict
                    + "\n");
        }
    },

    /** By iptables and ip6tables where those are of nf_tables. */
    IPTABLES_NFT {
        @Override
        void dropTheRest(FirewallHost host) {
            insert(host, Traffic.WIRE, "accept");
            for (String program : PROGRAMS) {
                host.must(program, "-w", "-P", "INPUT", "DROP");
            }
        }

        @Override
        void rule(FirewallHost host, TransportPort port, String verdict) {
            insert(host, port, verdict);
        }

        private void insert(FirewallHost host, TransportPort port, String verdict) {
            for (String program : PROGRAMS) {
                List<String> command = new ArrayList<>(List.of(program, "-w", "-I", "INPUT"));
                command.addAll(List.of("-p", port.protocol().toString(), "--dport", Integer.toString(port.number())));
                command.addAll(List.of("-j", verdict.equals("accept") ? "ACCEPT" : "DROP"));
                host.must(command, "");
            }
        }
    };

    private static final List<String> PROGRAMS = List.of("iptables-nft", "ip6tables-nft");

    abstract void dropTheRest(FirewallHost host);

    abstract void rule(FirewallHost host, TransportPort port, String verdict);

    final void accept(FirewallHost host, TransportPort port) {
        rule(host, port, "accept");
    }

    final void drop(FirewallHost host, TransportPort port) {
        rule(host, port, "drop");
    }
}
