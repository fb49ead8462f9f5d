/** Tests of rules by iptables. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.iptables;
