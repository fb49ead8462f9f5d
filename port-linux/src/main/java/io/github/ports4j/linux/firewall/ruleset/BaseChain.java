package io.github.ports4j.linux.firewall.ruleset;

import java.util.Set;

/**
 * What makes a chain a base chain.
 *
 * @param hook where it is called
 * @param type what it is for
 * @param priority when among others of the hook: lower is earlier
 * @param drops whether its policy is to drop; else it is to accept
 * @param devices for {@link Hook#INGRESS}: of which devices
 */
public record BaseChain(Hook hook, ChainType type, int priority, boolean drops, Set<String> devices) {
    /** Keeps a copy of the devices. */
    public BaseChain {
        devices = Set.copyOf(devices);
    }

    /** One that is not for certain devices. */
    public static BaseChain of(Hook hook, ChainType type, int priority, boolean drops) {
        return new BaseChain(hook, type, priority, drops, Set.of());
    }
}
