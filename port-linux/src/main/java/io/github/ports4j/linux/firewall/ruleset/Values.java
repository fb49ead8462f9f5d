package io.github.ports4j.linux.firewall.ruleset;

/** Some values of a field. */
public sealed interface Values permits Span, Name, AnyValue {}
