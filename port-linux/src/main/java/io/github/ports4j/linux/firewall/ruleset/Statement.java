package io.github.ports4j.linux.firewall.ruleset;

/** A part of a rule: a question to the packet, after whose no the rule is over, or something that is done. */
public sealed interface Statement permits Match, Verdict, VerdictMap, NoTrack, Translation, Rewrite, SideEffect {
    /** Whether it may drop the packet itself. */
    default boolean mayDrop() {
        return false;
    }
}
