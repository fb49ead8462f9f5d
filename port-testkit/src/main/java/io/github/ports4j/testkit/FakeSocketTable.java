package io.github.ports4j.testkit;

import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.TcpState;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;
import java.util.List;

/** The socket table of a fake host, as its observer sees it. */
final class FakeSocketTable implements SocketTable {
    private static final int BACKLOG = 128;

    private final HostState host;

    FakeSocketTable(HostState host) {
        this.host = host;
    }

    @Override
    public Sockets read(SocketQuery query) {
        synchronized (host) {
            SocketsBuilder table = new SocketsBuilder(host.net.sockets().size());
            for (LiveSocket socket : host.net.sockets()) {
                if (socket.visible && matches(query, socket)) {
                    add(table, socket, query);
                }
            }
            gaps(table, query);
            return table.build();
        }
    }

    private boolean matches(SocketQuery query, LiveSocket socket) {
        boolean asked = socket.state
                .map(state -> query.matchesTcp(state, socket.port, socket.remotePort)
                        && (host.showsBound || state != TcpState.CLOSED))
                .orElseGet(() -> query.matchesUdp(socket.port, socket.remotePort));
        return asked
                && (query.ownedBy().isEmpty()
                        || isSeenWith(socket, query.ownedBy().getAsLong()));
    }

    private boolean isSeenWith(LiveSocket socket, long pid) {
        return socket.holders.stream().anyMatch(holder -> holder.pid() == pid && host.mayRead(holder));
    }

    private void add(SocketsBuilder table, LiveSocket socket, SocketQuery query) {
        if (socket.state.isPresent()) {
            table.tcp(socket.local.family(), socket.state.get());
        } else {
            table.udp(socket.local.family());
        }
        table.local(socket.local.high(), socket.local.low(), socket.port).dualStack(socket.dualStack);
        if (socket.remotePort != 0) {
            table.remote(socket.remote.high(), socket.remote.low(), socket.remotePort);
        }
        if (socket.inode != 0) {
            table.inode(socket.inode).uid(socket.uid);
        }
        if (socket.isTcp(TcpState.LISTEN)) {
            table.queues(waiting(socket), BACKLOG);
        }
        table.add(owner(socket, query));
    }

    private int waiting(LiveSocket listener) {
        return (int) host.net.sockets().stream()
                .filter(socket -> socket.queue.filter(listener::equals).isPresent())
                .count();
    }

    private Owner owner(LiveSocket socket, SocketQuery query) {
        if (!query.owners()) {
            return Owners.notRead();
        }
        if (query.ownedBy().isPresent()) {
            long pid = query.ownedBy().getAsLong();
            return Owners.known(
                    socket.holders.stream()
                            .filter(holder -> holder.pid() == pid)
                            .map(FakeProcess::id)
                            .toList(),
                    false);
        }
        if (socket.inode == 0) {
            return Owners.none();
        }
        List<ProcessId> seen = socket.holders.stream()
                .filter(host::mayRead)
                .map(FakeProcess::id)
                .toList();
        if (!seen.isEmpty()) {
            return Owners.known(seen, unreadable() == 0);
        }
        return Owners.hidden(
                unreadable() == 0
                        ? "no process has a descriptor of it: it is in flight, or the kernel's own"
                        : "the descriptors of " + unreadable() + " processes can't be read by " + host.observer);
    }

    private void gaps(SocketsBuilder table, SocketQuery query) {
        host.gaps.forEach(table::gap);
        long unreadable = query.ownedBy().isEmpty()
                ? unreadable()
                : host.process(query.ownedBy().getAsLong())
                        .filter(process -> process.alive() && !host.mayRead(process))
                        .map(process -> 1L)
                        .orElse(0L);
        if (query.owners() && unreadable != 0) {
            table.gap(new Gap(
                    Gap.Cause.PERMISSION,
                    "descriptors of processes",
                    unreadable,
                    "the user " + host.observer + " may not read them; root may"));
        }
        if (!host.showsBound && query.states().contains(TcpState.CLOSED)) {
            table.gap(new Gap(
                    Gap.Cause.NOT_TOLD, "table of bound sockets", 1, "this host shows no bound, silent sockets"));
        }
    }

    private long unreadable() {
        return host.processes.values().stream()
                .filter(process -> process.alive() && !host.mayRead(process))
                .count();
    }
}
