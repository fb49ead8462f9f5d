/** Tests of rules by ufw. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.ufw;
