package io.github.ports4j.linux.firewall.ruleset;

/**
 * One value by its name.
 *
 * @param text the name; of interfaces, all that begin so if it ends with {@code *}
 */
public record Name(String text) implements Values {}
