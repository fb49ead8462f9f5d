/** The entry behind {@link io.github.ports4j.Ports}: finds the provider and hands its services to {@code explain} and {@code free}. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.core;
