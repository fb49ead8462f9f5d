/** Tests of rules by firewalld. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall.firewalld;
