/** Tests of attempts to connect. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.connect;
