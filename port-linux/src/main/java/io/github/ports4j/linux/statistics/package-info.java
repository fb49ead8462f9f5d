/** Statistics of protocols by the texts that the kernel writes in /proc/PID/net. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.statistics;
