package io.github.ports4j.linux.firewall.ruleset;

/**
 * Something that has no influence on the way of a packet, such as to count it.
 *
 * @param what what
 */
public record SideEffect(String what) implements Statement {}
