/**
 * Rare conditions, made and not flagged: a JVM without netlink or pidfd, of another user, in namespaces of its own, out of
 * descriptors, without /proc. What happens there happens in a {@link io.github.ports4j.it.rare.Probe}, a JVM of its own that
 * does as it is told and says what it saw; the tests start it by {@link io.github.ports4j.it.rare.Jvm} and judge.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.it.rare;
