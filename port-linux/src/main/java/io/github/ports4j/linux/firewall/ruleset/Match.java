package io.github.ports4j.linux.firewall.ruleset;

/** A question to the packet. If the answer is no, the rule is over. */
public sealed interface Match extends Statement permits Lookup, TcpFlags, Unclear {}
