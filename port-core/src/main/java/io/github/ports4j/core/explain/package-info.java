/** Who or what is in the way of a port, and who may be ended. Signals nobody. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.core.explain;
