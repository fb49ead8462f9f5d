package io.github.ports4j.linux.firewall.ruleset;

/** Has the packet belong to no connection. Does nothing where it belongs to one already. */
public record NoTrack() implements Statement {}
