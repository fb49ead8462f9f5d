/**
 * What a provider for an operating system implements, and the builders with which it makes the values of the API.
 *
 * <p>Start at {@link io.github.ports4j.spi.HostProvider}. Users of the library do not need this package.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.spi;
