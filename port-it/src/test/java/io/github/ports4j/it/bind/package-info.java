/** Failures of java.net's own bind, and what the library makes of them. */
package io.github.ports4j.it.bind;
