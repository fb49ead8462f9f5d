package io.github.ports4j.linux.firewall.ruleset;

/** What names a chain. */
public record ChainId(TableId table, String name) {
    @Override
    public String toString() {
        return table + " " + name;
    }
}
