/**
 * A host whose firewall may be changed: a {@link io.github.ports4j.it.firewall.FirewallHost} is a set of namespaces with a peer at the end
 * of a cable, a {@link io.github.ports4j.it.firewall.Scenario} what filters in it, and a {@link io.github.ports4j.it.firewall.Sight} what
 * the peer sees of a port by real traffic. Root only.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.firewall;
