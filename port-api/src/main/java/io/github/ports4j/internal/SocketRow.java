package io.github.ports4j.internal;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Owner;
import io.github.ports4j.TcpState;
import org.jspecify.annotations.Nullable;

/** The fields of one socket on their way from {@code SocketsBuilder} into a {@code SocketEntry}; reused for each. */
public final class SocketRow {
    public AddressFamily family = AddressFamily.IPV4;
    /** Null for UDP. */
    public @Nullable TcpState state;

    public long localHigh;
    public long localLow;
    public int localPort;
    public long remoteHigh;
    public long remoteLow;
    /** 0 where there is no remote end. */
    public int remotePort;
    /** Index of the interface for link-local addresses, 0 for none. */
    public int scope;

    public boolean dualStack;
    public boolean uidKnown;
    public int uid;
    /** 0 where the kernel has none. */
    public long inode;

    public boolean queuesKnown;
    public int receiveQueue;
    public int sendQueue;
    /** Null where {@link #laterOwners} tells it. */
    public @Nullable Owner owner;

    public @Nullable LaterOwners laterOwners;

    /** Back to the state of a new row. */
    public void clear() {
        state = null;
        localHigh = localLow = remoteHigh = remoteLow = 0;
        localPort = remotePort = scope = 0;
        dualStack = uidKnown = queuesKnown = false;
        uid = receiveQueue = sendQueue = 0;
        inode = 0;
        owner = null;
        laterOwners = null;
    }
}
