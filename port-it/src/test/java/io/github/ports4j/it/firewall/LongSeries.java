package io.github.ports4j.it.firewall;

/** What takes long, as the programs of ufw and firewalld do: with {@code -Dports4j.series=full}; the command is in CONTRIBUTING.md. */
final class LongSeries {
    /** Whether it is run. */
    static final boolean RUNS = "full".equals(System.getProperty("ports4j.series"));

    private LongSeries() {}
}
