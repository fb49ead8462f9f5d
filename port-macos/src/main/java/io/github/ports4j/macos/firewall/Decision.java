package io.github.ports4j.macos.firewall;

/**
 * What may become of a packet.
 *
 * @param kind what
 * @param reason the rule that decides, or what is not understood
 */
record Decision(Kind kind, String reason) {
    /** What. */
    enum Kind {
        PASS,
        BLOCK,
        UNKNOWN
    }

    /** Of what no rule is for. */
    static final Decision DEFAULT = new Decision(Kind.PASS, "no rule of pf keeps it out");

    static Decision by(PfRule rule, String path, Kind kind) {
        String does = switch (kind) {
            case PASS -> " lets it in";
            case BLOCK -> " keeps it out";
            case UNKNOWN -> " may decide what becomes of it; it is not understood, or depends on more than was asked";
        };
        return new Decision(kind, "the rule '" + rule.text() + "' of " + Rulesets.name(path) + does);
    }
}
