package io.github.ports4j.linux.firewall.ruleset;

/** What names a table. */
public record TableId(TableFamily family, String name) {
    @Override
    public String toString() {
        return family + " " + name;
    }
}
