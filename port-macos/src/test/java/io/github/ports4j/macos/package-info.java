/** Tests of the provider for macOS, and what they share. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos;
