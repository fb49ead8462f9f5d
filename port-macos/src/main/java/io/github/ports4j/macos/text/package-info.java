/** Text as the kernel writes it. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.text;
