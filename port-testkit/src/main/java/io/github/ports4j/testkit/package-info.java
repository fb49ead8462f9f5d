/**
 * An in-memory host for users' own tests; needs no test framework.
 *
 * <p>Start at {@link io.github.ports4j.testkit.FakeHost}.
 */
package io.github.ports4j.testkit;
