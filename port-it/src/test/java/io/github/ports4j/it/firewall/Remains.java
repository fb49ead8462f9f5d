package io.github.ports4j.it.firewall;

import java.util.List;

/** What is there of ours in a host, wherever it may be. */
final class Remains {
    /** In comments of ufw's rules it is written in hexadecimal digits. What can't be looked at is an error, and not empty. */
    private static final String LOOK = """
            set -eu
            all=$(
                nft list ruleset
                for save in iptables-nft-save ip6tables-nft-save iptables-legacy-save ip6tables-legacy-save; do
                    if command -v $save >/dev/null; then $save; fi
                done
                if [ -d /etc/ufw ]; then find /etc/ufw -name '*.rules' -exec cat {} +; fi
                if [ -d /etc/firewalld ]; then find /etc/firewalld -type f -exec cat {} +; fi
                if [ -d /run/ports4j ]; then find /run/ports4j -type f; fi
            )
            printf '%s\\n' "$all" | grep -e ports4j -e 706f727473346a || [ $? -eq 1 ]""";

    private Remains() {}

    /** Lines with our name. */
    static List<String> in(FirewallHost host) {
        return host.must("sh", "-c", LOOK).lines().toList();
    }
}
