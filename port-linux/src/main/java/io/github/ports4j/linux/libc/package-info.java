/** The C library by direct mapping, and what its errors mean. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.libc;
