package io.github.ports4j.linux.netlink;

/**
 * The protocols of netlink that are spoken here.
 *
 * @see "linux/netlink.h, Linux 6.1"
 */
public enum NetlinkProtocol {
    /** Interfaces, addresses, routes: rtnetlink(7). */
    ROUTE(NetlinkProtocol.NETLINK_ROUTE),
    /** Sockets: sock_diag(7). */
    SOCK_DIAG(NetlinkProtocol.NETLINK_SOCK_DIAG),
    /** Families that are given their numbers while the kernel runs. */
    GENERIC(NetlinkProtocol.NETLINK_GENERIC);

    private static final int NETLINK_ROUTE = 0;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int NETLINK_GENERIC = 16;

    final int number;

    NetlinkProtocol(int number) {
        this.number = number;
    }

    /** Prints {@code NETLINK_ROUTE} and so on. */
    @Override
    public String toString() {
        return "NETLINK_" + name();
    }
}
