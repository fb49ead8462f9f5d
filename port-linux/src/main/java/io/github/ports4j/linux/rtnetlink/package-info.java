/** Interfaces, their addresses and routes by rtnetlink(7). */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.rtnetlink;
