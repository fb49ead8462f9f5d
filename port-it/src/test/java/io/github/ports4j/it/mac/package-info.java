/** What only a Mac can show: the contracts on its kernel, and its own programs as oracles. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.mac;
