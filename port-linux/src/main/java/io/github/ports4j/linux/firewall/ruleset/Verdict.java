package io.github.ports4j.linux.firewall.ruleset;

/** What becomes of a packet. */
public sealed interface Verdict extends Statement
        permits Verdict.Accept,
                Verdict.Drop,
                Verdict.Jump,
                Verdict.Goto,
                Verdict.Return,
                Verdict.Continue,
                Verdict.Undecided {
    /** It goes on behind this base chain. */
    record Accept() implements Verdict {}

    /**
     * It is thrown away.
     *
     * @param answered whether its sender is told: {@code reject}
     */
    record Drop(boolean answered) implements Verdict {
        @Override
        public boolean mayDrop() {
            return true;
        }
    }

    /**
     * The rules of another chain come next, and then the next rule of this one.
     *
     * @param chain its name
     */
    record Jump(String chain) implements Verdict {}

    /**
     * The rules of another chain come next, and then what would come behind this one.
     *
     * @param chain its name
     */
    record Goto(String chain) implements Verdict {}

    /** What comes behind this chain is next; in a base chain, its policy. */
    record Return() implements Verdict {}

    /** The rest of this rule is next. */
    record Continue() implements Verdict {}

    /**
     * Something else decides, such as a program behind {@code queue}, or it is not understood.
     *
     * @param what what
     */
    record Undecided(String what) implements Verdict {
        @Override
        public boolean mayDrop() {
            return true;
        }
    }
}
