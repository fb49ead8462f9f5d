/**
 * A ruleset of netfilter in a form that nft's JSON and iptables-save are both decoded into, and what it does to a class of packets. Pure:
 * nothing here asks the system.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.ruleset;
