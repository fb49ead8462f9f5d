/** The macOS provider over the stand-in for its system library, with real processes and sockets of this Linux host. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.standin;
