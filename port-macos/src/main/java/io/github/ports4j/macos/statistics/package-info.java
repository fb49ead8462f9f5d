/** What the protocols have counted, by the sysctls net.inet.tcp.stats and its like. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.statistics;
