package io.github.ports4j.linux.firewall.ruleset;

/** Any value: the {@code *} of a set. */
public record AnyValue() implements Values {}
