/** What the providers for Unix systems share. Not for users: anything here may change at any time. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.posix;
