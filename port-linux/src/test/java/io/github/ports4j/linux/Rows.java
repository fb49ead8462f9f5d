package io.github.ports4j.linux;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.linux.socket.InetSocket;

/** Rows as text, to compare. */
public final class Rows {
    private Rows() {}

    /** Everything but the cookie. */
    public static String text(InetSocket row) {
        return ends(row) + (row.dualStack ? " dual" : "") + (row.queuesKnown ? queues(row) : "");
    }

    /** What both readers of the table know of it. */
    public static String ends(InetSocket row) {
        return row.protocol + " " + address(row.family, row.localHigh, row.localLow) + ":" + row.localPort
                + " " + address(row.family, row.remoteHigh, row.remoteLow) + ":" + row.remotePort
                + (row.state == null ? "" : " " + row.state)
                + (row.inode == 0 ? "" : " uid " + Integer.toUnsignedString(row.uid) + " inode " + row.inode);
    }

    /** Its queues. */
    public static String queues(InetSocket row) {
        return " queues " + row.receiveQueue + " " + row.sendQueue;
    }

    private static String address(AddressFamily family, long high, long low) {
        return family == AddressFamily.IPV4
                ? String.format("%08x", low)
                : "::" + String.format("%016x%016x", high, low).replaceFirst("^0+", "");
    }
}
