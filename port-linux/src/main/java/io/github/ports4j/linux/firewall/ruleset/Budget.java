package io.github.ports4j.linux.firewall.ruleset;

/** How much is done for one question, so that an adverse ruleset can't keep a caller for long. */
final class Budget {
    private int classes;
    private int rules;

    Budget(int classes, int rules) {
        this.classes = classes;
        this.rules = rules;
    }

    /** Takes one class of packets; false if there is none left. */
    boolean takeClass() {
        return rules > 0 && classes-- > 0;
    }

    /** Takes one rule; false if there is none left. */
    boolean takeRule() {
        if (rules <= 0) {
            return false;
        }
        rules--;
        return true;
    }

    /** Takes all that is left. */
    void spend() {
        rules = 0;
    }

    boolean isSpent() {
        return rules <= 0;
    }
}
