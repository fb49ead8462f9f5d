package io.github.ports4j.linux.firewall.ruleset;

/**
 * A question whose answer is not known beforehand, or that is not understood.
 *
 * @param what it, as far as it can be said
 */
public record Unclear(String what) implements Match {}
