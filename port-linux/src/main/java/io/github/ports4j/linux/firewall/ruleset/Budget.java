package io.github.ports4j.linux.firewall.ruleset;

/** How much is done for one question, so that an adverse ruleset can't keep a caller for long. */
final class Budget {
    private int classes;
    private int steps;

    Budget(int classes, int steps) {
        this.classes = classes;
        this.steps = steps;
    }

    /** Takes one class of packets; false if there is none left. */
    boolean takeClass() {
        return steps > 0 && classes-- > 0;
    }

    /** Takes one step, to look at a rule or at an element of a set; false if there is none left. */
    boolean takeStep() {
        if (steps <= 0) {
            return false;
        }
        steps--;
        return true;
    }

    /** Takes all that is left. */
    void spend() {
        steps = 0;
    }

    boolean isSpent() {
        return steps <= 0;
    }
}
