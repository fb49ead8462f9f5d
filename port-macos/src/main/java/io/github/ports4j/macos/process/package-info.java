/** Processes: what is known of them, signals, and their end. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.process;
