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
            case UNKNOWN -> " may change what becomes of it, and is not understood";
        };
        return new Decision(kind, "the rule '" + rule.text() + "' of " + Rulesets.name(path) + does);
    }
}
