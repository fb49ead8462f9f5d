/** The door between the builders in {@code spi} and the values in the API package; not exported. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.internal;
