package io.github.ports4j.macos.firewall;

/** The line of the main ruleset that leads to our anchors. Stock macOS has it; whoever replaces the main ruleset takes it away. */
final class Hook {
    static final String MISSING =
            "pf does not look at rules of ours: its main ruleset has no line 'anchor \"" + RuleAnchor.PARENT
                    + "/*\"', which stock macOS has; whoever replaced that ruleset, such as a VPN, has to put it back";

    private static final String PROBE = RuleAnchor.PARENT + "/100.ports4j";

    private Hook() {}

    /** Whether some line certainly leads to anchors of ours. Puts one into these rulesets. */
    static boolean leadsToUs(Rulesets rulesets) {
        rulesets.put(PROBE, "");
        return new Reach(rulesets).contains(PROBE);
    }
}
