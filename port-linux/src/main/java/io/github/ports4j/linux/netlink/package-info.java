/** What all families of netlink(7) share: the socket, messages, attributes and dumps. */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.linux.netlink;
