/** Tests of the packet filter. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.ruleset;
