package io.github.ports4j.linux.firewall.ruleset;

/**
 * Writes something into the packet.
 *
 * @param field what; {@link Field#OTHER} if that has no influence on its way
 */
public record Rewrite(Field field) implements Statement {}
