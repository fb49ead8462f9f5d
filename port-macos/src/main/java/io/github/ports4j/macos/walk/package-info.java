/** The walk over the sockets of all processes, by libproc. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.walk;
