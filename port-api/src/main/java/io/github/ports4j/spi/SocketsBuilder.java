package io.github.ports4j.spi;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Sockets;
import io.github.ports4j.TcpState;
import io.github.ports4j.internal.LaterOwners;
import io.github.ports4j.internal.SocketRow;
import io.github.ports4j.internal.ValueFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes a snapshot of the socket table: {@link #tcp} or {@link #udp} begins a socket, setters describe it, {@link #add} puts
 * it in. Not safe for use by several threads; usable for one snapshot.
 */
public final class SocketsBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();

    private final SocketRow row = new SocketRow();
    private final ArrayList<SocketEntry> entries;
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable LaterOwners laterOwners;

    /** For about this many sockets. */
    public SocketsBuilder(int expected) {
        entries = new ArrayList<>(expected);
    }

    /** Begins a TCP socket. A socket that is bound and silent is {@link TcpState#CLOSED}. */
    public SocketsBuilder tcp(AddressFamily family, TcpState state) {
        row.clear();
        row.family = family;
        row.state = Objects.requireNonNull(state, "state");
        return this;
    }

    /** Begins a UDP socket. */
    public SocketsBuilder udp(AddressFamily family) {
        row.clear();
        row.family = family;
        return this;
    }

    /**
     * Its local end.
     *
     * @param high the first 8 bytes of an IPv6 address as a big-endian number; 0 for IPv4
     * @param low the last 8 bytes of an IPv6 address; for IPv4 the address in the lower 32 bits
     * @param port 1 to 65535
     */
    public SocketsBuilder local(long high, long low, int port) {
        row.localHigh = high;
        row.localLow = low;
        row.localPort = port;
        return this;
    }

    /** Its remote end, in the form of {@link #local}; not called, or with port 0, for a socket that has none. */
    public SocketsBuilder remote(long high, long low, int port) {
        row.remoteHigh = high;
        row.remoteLow = low;
        row.remotePort = port;
        return this;
    }

    /** The index of the interface by which its link-local addresses are meant; 0 for none. */
    public SocketsBuilder scope(int interfaceIndex) {
        row.scope = interfaceIndex;
        return this;
    }

    /** That it is an IPv6 socket on the wildcard address that also takes IPv4. */
    public SocketsBuilder dualStack(boolean value) {
        row.dualStack = value;
        return this;
    }

    /** The user id of its creator, as the 32 bits of the kernel. Not called where the kernel keeps none. */
    public SocketsBuilder uid(int uid) {
        row.uid = uid;
        row.uidKnown = true;
        return this;
    }

    /** Its inode, or by what else the system tells it from others; 0 for none. */
    public SocketsBuilder inode(long inode) {
        row.inode = inode;
        return this;
    }

    /**
     * The two queues as the kernel shows them: bytes to read and bytes not yet acknowledged, for a listener connections to
     * accept and the backlog. Not called where the kernel does not tell.
     */
    public SocketsBuilder queues(int receive, int send) {
        row.receiveQueue = receive;
        row.sendQueue = send;
        row.queuesKnown = true;
        return this;
    }

    /** Puts the socket in, with this owner. */
    public void add(Owner owner) {
        row.owner = Objects.requireNonNull(owner, "owner");
        entries.add(VALUES.socket(row));
    }

    /** Puts the socket in; {@link #owners} will tell whose it is. */
    public void add() {
        LaterOwners later = laterOwners;
        if (later == null) {
            later = new LaterOwners();
            laterOwners = later;
        }
        row.laterOwners = later;
        entries.add(VALUES.socket(row));
    }

    /** How many sockets were put in. */
    public int size() {
        return entries.size();
    }

    /** Gives the inode of each socket that has one, in the order in which they were put in. */
    public void forEachInode(LongConsumer action) {
        for (SocketEntry entry : entries) {
            long inode = VALUES.inode(entry);
            if (inode != 0) {
                action.accept(inode);
            }
        }
    }

    /**
     * Tells whose the sockets are that were put in without an owner.
     *
     * @param ofInode gives the owner for an inode, and for 0 that of a socket without one; is asked whenever a user asks, by any thread, and always
     *     says the same
     */
    public SocketsBuilder owners(LongFunction<Owner> ofInode) {
        if (laterOwners != null) {
            laterOwners.tell(ofInode);
        }
        return this;
    }

    /** Takes out the sockets whose owner is not {@link Owner.Kind#KNOWN}. */
    public SocketsBuilder keepOwned() {
        entries.removeIf(entry -> entry.owner().kind() != Owner.Kind.KNOWN);
        return this;
    }

    /** Names something that could not be seen. */
    public SocketsBuilder gap(Gap gap) {
        gaps.add(gap);
        return this;
    }

    /**
     * The snapshot.
     *
     * @throws IllegalStateException if it was not told whose the sockets are
     */
    public Sockets build() {
        if (laterOwners != null && !laterOwners.told()) {
            throw new IllegalStateException("sockets were put in without an owner, and owners() was not called");
        }
        return VALUES.sockets(Collections.unmodifiableList(entries), List.copyOf(gaps));
    }
}
