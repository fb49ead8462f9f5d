/** The contracts of port-testkit on the real kernel: real processes, real sockets, real signals. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.contract;
