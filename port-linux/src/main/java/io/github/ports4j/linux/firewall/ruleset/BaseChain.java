package io.github.ports4j.linux.firewall.ruleset;

import java.util.Set;

/**
 * What makes a chain a base chain.
 *
 * @param hook where it is called
 * @param type what it is for
 * @param priority as it is written: lower is earlier; see {@link #turn}
 * @param drops whether its policy is to drop; else it is to accept
 * @param devices for {@link Hook#INGRESS}: of which devices
 */
public record BaseChain(Hook hook, ChainType type, int priority, boolean drops, Set<String> devices) {
    private static final int NAT_DST = -100; // NF_IP_PRI_NAT_DST of linux/netfilter_ipv4.h
    private static final int NAT_SRC = 100; // NF_IP_PRI_NAT_SRC

    /** Keeps a copy of the devices. */
    public BaseChain {
        devices = Set.copyOf(devices);
    }

    /**
     * When it is called among the others of its hook. All chains of type nat are called by nf_nat, when it is its turn; their own priorities
     * order them among themselves alone.
     *
     * @see "nf_nat_register_fn() in net/netfilter/nf_nat_core.c"
     */
    public int turn() {
        return type != ChainType.NAT ? priority : hook == Hook.INPUT ? NAT_SRC : NAT_DST;
    }

    /** One that is not for certain devices. */
    public static BaseChain of(Hook hook, ChainType type, int priority, boolean drops) {
        return new BaseChain(hook, type, priority, drops, Set.of());
    }
}
