package io.github.ports4j.macos;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.macos.socket.InetSocket;
import io.github.ports4j.macos.walk.HeldSocket;
import io.github.ports4j.macos.walk.SocketWalk;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The socket table: what the processes have, by libproc, and beside it what only the kernel's own lists show, as connections in TIME_WAIT
 * and the sockets of processes that can't be looked at. The two are joined by the number that the kernel has for each socket.
 */
final class MacosSocketTable implements SocketTable {
    /** Of ::ffff:0:0/96, which stands before an IPv4 address in a socket of IPv6. */
    private static final long MAPPED = 0xffff_0000_0000L;

    @Override
    public Sockets read(SocketQuery query) {
        PcbTable table = PcbTable.read(query);
        if (!query.owners() && table.gaps().isEmpty()) {
            return withoutOwners(table);
        }
        SocketWalk walk = SocketWalk.of(query);
        Map<Long, InetSocket> unowned = unowned(table, walk);
        if (!unowned.isEmpty() && query.ownedBy().isEmpty()) {
            // what was closed meanwhile is no more, and what went to another process meanwhile is found there
            unowned.keySet().retainAll(PcbTable.read(query).sockets().keySet());
            if (walk.denied() == 0 && unowned.values().stream().anyMatch(socket -> !socket.unreferenced)) {
                walk.again();
                unowned.keySet().removeAll(walk.found().keySet());
            }
        }
        return new Answer(query, table, walk).build(unowned);
    }

    /** The kernel's lists alone, which are of all users, as long as nothing is missing in them. */
    private static Sockets withoutOwners(PcbTable table) {
        SocketsBuilder out =
                new SocketsBuilder(table.sockets().size() + table.detached().size());
        table.sockets().values().forEach(socket -> write(out, socket, socket, Owners.notRead()));
        table.detached().forEach(socket -> write(out, socket, socket, Owners.notRead()));
        return out.build();
    }

    private static Map<Long, InetSocket> unowned(PcbTable table, SocketWalk walk) {
        Map<Long, InetSocket> unowned = new LinkedHashMap<>(table.sockets());
        unowned.keySet().removeAll(walk.found().keySet());
        return unowned;
    }

    /** What was found, on its way into the answer. */
    private static final class Answer {
        private final SocketQuery query;
        private final PcbTable table;
        private final SocketWalk walk;
        private final List<Gap> gaps;
        private final SocketsBuilder out;

        Answer(SocketQuery query, PcbTable table, SocketWalk walk) {
            this.query = query;
            this.table = table;
            this.walk = walk;
            gaps = gaps(table, walk);
            out = new SocketsBuilder(walk.found().size() + table.detached().size());
        }

        Sockets build(Map<Long, InetSocket> unowned) {
            walk.found().forEach((so, held) -> write(held, table.sockets().get(so)));
            walk.nameless().forEach(held -> write(held, null));
            if (query.ownedBy().isEmpty()) {
                unowned.values()
                        .forEach(socket -> put(socket, socket, socket.unreferenced ? Owners.none() : hidden(socket)));
                table.detached().forEach(this::writeDetached);
            }
            gaps.forEach(out::gap);
            return out.build();
        }

        private void write(HeldSocket held, @Nullable InetSocket told) {
            boolean exhaustive = gaps.isEmpty() && query.ownedBy().isEmpty();
            put(held.socket(), told, Owners.known(held.holders(), exhaustive));
        }

        private void put(InetSocket socket, @Nullable InetSocket told, Owner owner) {
            MacosSocketTable.write(out, socket, told, query.owners() ? owner : Owners.notRead());
        }

        private void writeDetached(InetSocket socket) {
            put(socket, socket, socket.userlandFlow ? hidden(socket) : Owners.none());
        }

        private Owner hidden(InetSocket socket) {
            StringBuilder reason = new StringBuilder();
            if (socket.userlandFlow) {
                reason.append(
                        "it is a flow of the network stack outside of the kernel, of which no process has a descriptor");
            } else if (walk.denied() > 0) {
                reason.append("no descriptor of it was found, and those of ")
                        .append(walk.denied())
                        .append(" processes could not be read: it takes root");
            } else {
                reason.append(
                        "no process shows a descriptor of it, though all could be read: it may be on its way between "
                                + "processes, or the kernel's own");
            }
            attribute(socket, reason);
            return Owners.hidden(reason.toString());
        }

        /** Whom the kernel names is a hint: who used it last, perhaps long ago and under a number that is another's now. */
        private static void attribute(InetSocket socket, StringBuilder reason) {
            if (socket.ownerTold && socket.lastPid > 0) {
                reason.append("; the kernel attributes it to pid ").append(socket.lastPid);
                if (socket.effectivePid > 0 && socket.effectivePid != socket.lastPid) {
                    reason.append(" on behalf of pid ").append(socket.effectivePid);
                }
                reason.append(", which is not verified");
            }
        }
    }

    /**
     * Puts a socket in.
     *
     * @param told the same by the kernel's list, which knows its user; null if it is not in there
     */
    private static void write(SocketsBuilder out, InetSocket socket, @Nullable InetSocket told, Owner owner) {
        AddressFamily family = socket.mapped ? AddressFamily.IPV6 : socket.family;
        if (socket.state == null) {
            out.udp(family);
        } else {
            out.tcp(family, Objects.requireNonNull(socket.state));
        }
        long mapped = socket.mapped ? MAPPED : 0;
        out.local(socket.localHigh, socket.localLow | mapped, socket.localPort)
                .remote(socket.remoteHigh, socket.remoteLow | mapped, socket.remotePort)
                .scope(socket.scope)
                .dualStack(socket.dualStack);
        if (!socket.unreferenced) {
            out.inode(socket.so & Long.MAX_VALUE); // as it is no more than a name, one bit less does
        }
        if (told != null && told.ownerTold && !told.userlandFlow) {
            out.uid(told.uid);
        }
        if (socket.queuesKnown()) {
            out.queues(socket.receiveQueue(), socket.sendQueue());
        }
        out.add(owner);
    }

    private static List<Gap> gaps(PcbTable table, SocketWalk walk) {
        List<Gap> gaps = new ArrayList<>(table.gaps());
        if (walk.denied() > 0) {
            gaps.add(new Gap(
                    Gap.Cause.PERMISSION,
                    "processes whose descriptors could not be read",
                    walk.denied(),
                    "it takes root"));
        }
        return gaps;
    }
}
