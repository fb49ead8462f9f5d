/** The command as users get it: started from {@code port-cli/target/ports/lib}, against real sockets and processes. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.cli;
