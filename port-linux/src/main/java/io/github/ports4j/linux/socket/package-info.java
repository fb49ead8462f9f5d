/** One socket of the kernel's table, on its way from a reader to the answer. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.socket;
