package io.github.ports4j.it.firewall;

import java.util.List;

/** What is there of ours in a host, wherever it may be. */
final class Remains {
    /** In comments of ufw's rules it is written in hexadecimal digits. */
    private static final String LOOK = """
            { nft list ruleset
              for save in iptables-nft-save ip6tables-nft-save iptables-legacy-save ip6tables-legacy-save; do
                  ! command -v $save >/dev/null || $save
              done
              [ ! -d /etc/ufw ] || cat /etc/ufw/*.rules
              [ ! -d /etc/firewalld ] || find /etc/firewalld -type f -exec cat {} +
              [ ! -d /run/ports4j ] || find /run/ports4j -type f
            } 2>/dev/null | grep -e ports4j -e 706f727473346a || true""";

    private Remains() {}

    /** Lines with our name. */
    static List<String> in(FirewallHost host) {
        return host.must("sh", "-c", LOOK).lines().toList();
    }
}
