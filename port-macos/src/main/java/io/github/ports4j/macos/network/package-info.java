/** Interfaces and their addresses, by getifaddrs(3) and the sysctl NET_RT_IFLIST2. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.macos.network;
