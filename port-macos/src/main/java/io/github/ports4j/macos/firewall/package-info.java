/** The packet filter of macOS: pf(4), through pfctl(8). */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.firewall;
