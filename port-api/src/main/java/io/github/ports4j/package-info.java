/**
 * What a user of the library meets. Ask {@link io.github.ports4j.Ports#local()} first: everything else is an answer of it.
 *
 * <p>Three kinds of type: a service is an interface that is asked, a value is an immutable answer, and an error is a
 * {@link io.github.ports4j.PortException}. Ordinary states of the world (a port is busy, a process is gone) are values.
 * No method takes or returns {@code null}.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j;
