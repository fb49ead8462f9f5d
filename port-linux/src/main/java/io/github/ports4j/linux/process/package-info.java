/** Processes: what /proc tells of them, and signals that reach the right one or nobody. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.process;
