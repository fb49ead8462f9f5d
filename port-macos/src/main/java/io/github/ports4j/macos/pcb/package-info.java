/** The lists of protocol control blocks, by the sysctls net.inet.tcp.pcblist_n and net.inet.udp.pcblist_n. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.pcb;
