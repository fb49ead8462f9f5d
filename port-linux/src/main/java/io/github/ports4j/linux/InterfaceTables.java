package io.github.ports4j.linux;

import io.github.ports4j.linux.genetlink.Drivers;
import io.github.ports4j.linux.netlink.Announcements;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.linux.rtnetlink.LinkAddress;
import java.util.List;

/** The kernel's tables of interfaces. They may change between any two questions; each is answered by a dump of its own. */
interface InterfaceTables {
    /**
     * Begins to listen for changes of interfaces and addresses.
     *
     * @throws NetlinkRefusedException if this process may not
     */
    Announcements listen() throws NetlinkRefusedException;

    /** All addresses, in the order of the kernel. */
    List<LinkAddress> addresses() throws DumpInterruptedException, NetlinkRefusedException;

    /** All interfaces, in the order of the kernel. */
    List<Link> links(boolean stats) throws DumpInterruptedException, NetlinkRefusedException;

    /** Those who know more of their interfaces. */
    Drivers drivers() throws DumpInterruptedException;
}
