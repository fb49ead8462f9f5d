package io.github.ports4j.linux.firewall.ruleset;

import org.jspecify.annotations.Nullable;

/**
 * Where packets are dropped, or let through a base chain.
 *
 * @param chain the base chain
 * @param by the rule or the policy that does it, to be told
 * @param doubt on what it depends; null if it is certain
 */
record Stop(ChainId chain, String by, @Nullable String doubt) {}
