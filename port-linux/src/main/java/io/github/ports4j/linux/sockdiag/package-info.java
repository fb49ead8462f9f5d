/** The socket table by sock_diag(7). */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.sockdiag;
