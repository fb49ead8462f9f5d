/** The socket table by /proc/net, and the owners of sockets by /proc/PID/fd. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.procfs;
