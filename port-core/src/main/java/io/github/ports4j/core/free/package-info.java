/**
 * Getting a port back. {@code Assessment} says who would be signalled, {@code FreeRun} does it: one {@code Climb} per process,
 * one {@code Episode} per port, driven by one loop in the caller's thread.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.core.free;
