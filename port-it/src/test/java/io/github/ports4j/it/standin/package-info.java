/** The macOS provider over the stand-in for its system library, with real processes and sockets of this Linux host; and its firewall over a pf in memory. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.standin;
