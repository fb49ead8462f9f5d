package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A socket in the table of a fake host. Used with the host's lock held. */
final class LiveSocket {
    final TransportProtocol protocol;
    final Address local;
    final int port;
    final boolean dualStack;
    final boolean reuse;
    final boolean reusePort;
    /** Whether a connection to it is given to its process at once. */
    final boolean accepting;

    /** Whether its process resets each connection to it. */
    final boolean resetting;

    /** Whether its process answers datagrams. */
    final boolean answering;

    final int uid;
    /** Those that have a descriptor of it. */
    final Set<FakeProcess> holders = new LinkedHashSet<>();

    Optional<TcpState> state = Optional.empty();
    Address remote = Address.ANY_4;
    /** 0 for none. */
    int remotePort;
    /** 0 where the kernel keeps none. */
    long inode;
    /** The other end, if it is on this host. */
    Optional<LiveSocket> peer = Optional.empty();
    /** The listener in whose queue it waits. */
    Optional<LiveSocket> queue = Optional.empty();
    /** The process whose end ends it although it has no descriptor. */
    Optional<FakeProcess> carrier = Optional.empty();
    /** False in another network namespace. */
    boolean visible = true;

    LiveSocket(FakeSocket spec, Address local, int port, int uid, long inode) {
        protocol = spec.protocol();
        this.local = local;
        this.port = port;
        dualStack = spec.isDualStack() && local.equals(Address.ANY_6);
        reuse = spec.hasReuse();
        reusePort = spec.hasReusePort();
        accepting = spec.isAccepting();
        resetting = spec.isResetting();
        answering = spec.isAnswering();
        this.uid = uid;
        this.inode = inode;
    }

    /** The server's end of a connection to this listener. */
    LiveSocket(LiveSocket listener, Address near) {
        protocol = listener.protocol;
        local = near.on(listener.local.family());
        port = listener.port;
        dualStack = false;
        reuse = listener.reuse;
        reusePort = listener.reusePort;
        accepting = false;
        resetting = false;
        answering = false;
        uid = listener.uid;
        visible = listener.visible;
    }

    boolean isTcp(TcpState wanted) {
        return state.equals(Optional.of(wanted));
    }

    /** Whether it stands in the way of, or takes, what is addressed in this family. */
    boolean covers(AddressFamily family) {
        if (dualStack) {
            return true;
        }
        return local.unmapped().family() == family;
    }

    /** Whether a packet to this address reaches it. */
    boolean accepts(Address address) {
        return covers(address.family())
                && (local.isWildcard() || local.unmapped().equals(address));
    }
}
