/** Calls of the system library, and what their errors mean. */
package io.github.ports4j.macos.libsystem;
