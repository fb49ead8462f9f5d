package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import java.util.Map;
import java.util.Optional;

/**
 * Where the chains are called that iptables has from the start.
 *
 * @see "enum nf_ip_hook_priorities in linux/netfilter_ipv4.h; xt_table in net/ipv4/netfilter/iptable_*.c"
 */
final class BuiltInChain {
    private static final int NAT_DST = -100;
    private static final int NAT_SRC = 100;
    private static final Map<String, Hook> HOOKS =
            Map.of("PREROUTING", Hook.PREROUTING, "INPUT", Hook.INPUT, "FORWARD", Hook.FORWARD);
    private static final Map<String, Integer> PRIORITIES =
            Map.of("raw", -300, "mangle", -150, "filter", 0, "security", 50);

    private BuiltInChain() {}

    /** Where a chain of this name in this table is called; empty if only rules call it, or no packet to this host meets it. */
    static Optional<BaseChain> of(String table, String chain, String policy) {
        Hook hook = HOOKS.get(chain);
        if (hook == null || policy.equals("-")) {
            return Optional.empty();
        }
        boolean drops = policy.equals("DROP");
        if (table.equals("nat")) {
            int priority = hook == Hook.PREROUTING ? NAT_DST : NAT_SRC;
            return Optional.of(BaseChain.of(hook, ChainType.NAT, priority, drops));
        }
        Integer priority = PRIORITIES.get(table);
        return priority == null ? Optional.empty() : Optional.of(BaseChain.of(hook, ChainType.FILTER, priority, drops));
    }
}
