/** What only a Mac can show. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.mac;
