/**
 * Real processes and real situations for the tests, made by the C programs of {@code src/test/c}.
 *
 * <p>Start at {@link io.github.ports4j.it.scene.ActorProcess}.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.scene;
