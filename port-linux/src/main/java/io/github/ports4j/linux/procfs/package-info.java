/** The files of /proc: the socket table by /proc/net, the owners of sockets by /proc/PID/fd, and what is told of a process. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.procfs;
