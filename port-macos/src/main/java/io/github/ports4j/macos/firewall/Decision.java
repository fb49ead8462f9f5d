package io.github.ports4j.macos.firewall;

import io.github.ports4j.posix.Truth;

/**
 * What may become of a packet.
 *
 * @param kind what
 * @param stateful whether pf then lets the rest of its connection pass, in both directions, without a look at its rules
 * @param reason the rule that decides, or what is not understood
 */
record Decision(Kind kind, Truth stateful, String reason) {
    /** What. */
    enum Kind {
        PASS,
        BLOCK,
        UNKNOWN
    }

    /** Of what no rule is for. It makes no state (pf_default_rule of bsd/net/pf_ioctl.c, xnu). */
    static final Decision DEFAULT = new Decision(Kind.PASS, Truth.FALSE, "no rule of pf keeps it out");

    static Decision unknown(String reason) {
        return new Decision(Kind.UNKNOWN, Truth.MAYBE, reason);
    }

    static Decision by(PfRule rule, String path, Kind kind) {
        String does = switch (kind) {
            case PASS -> " lets it pass";
            case BLOCK -> " blocks it";
            case UNKNOWN -> " may decide what becomes of it; it is not understood, or depends on more than was asked";
        };
        return new Decision(kind, rule.stateful(), "the rule '" + rule.text() + "' of " + Rulesets.name(path) + does);
    }
}
