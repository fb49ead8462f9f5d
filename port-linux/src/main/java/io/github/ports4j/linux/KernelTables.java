package io.github.ports4j.linux;

import io.github.ports4j.linux.genetlink.Drivers;
import io.github.ports4j.linux.genetlink.Genetlink;
import io.github.ports4j.linux.netlink.Announcements;
import io.github.ports4j.linux.netlink.DumpInterruptedException;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.rtnetlink.Link;
import io.github.ports4j.linux.rtnetlink.LinkAddress;
import io.github.ports4j.linux.rtnetlink.Rtnetlink;
import java.util.List;

/** The tables of the network namespace of the calling thread. */
final class KernelTables implements InterfaceTables {
    private final int replySize;
    private final Rtnetlink rtnetlink;

    /**
     * For one reading.
     *
     * @param replySize the longest datagram that is expected, in bytes
     */
    KernelTables(int replySize) {
        this.replySize = replySize;
        rtnetlink = new Rtnetlink(replySize);
    }

    @Override
    public Announcements listen() throws NetlinkRefusedException {
        return Rtnetlink.watch();
    }

    @Override
    public List<LinkAddress> addresses() throws DumpInterruptedException, NetlinkRefusedException {
        return rtnetlink.addresses();
    }

    @Override
    public List<Link> links(boolean stats) throws DumpInterruptedException, NetlinkRefusedException {
        return rtnetlink.links(stats);
    }

    @Override
    public Drivers drivers() throws DumpInterruptedException {
        return Genetlink.find(replySize);
    }
}
