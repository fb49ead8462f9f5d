/** The packet filter of Linux. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.firewall;
