package io.github.ports4j.core.scan;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanResult;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.Owners;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who holds the open ports of this host that a scan found: the sockets that the kernel would give a connection or a datagram to. */
final class OpenPortOwners {
    private final HostProvider host;

    OpenPortOwners(HostProvider host) {
        this.host = host;
    }

    Map<ScanResult, Owner> of(ScanReport report) {
        Map<ScanResult, Owner> owners = new LinkedHashMap<>();
        Optional<Set<InetAddress>> own = Confirmation.ownAddresses(host);
        List<ScanResult> local = report.open().stream()
                .filter(result -> Confirmation.isOwn(result.address().getAddress(), own))
                .toList();
        if (!local.isEmpty()) {
            List<SocketEntry> sockets =
                    host.sockets().read(SocketQuery.all().listening()).stream().toList();
            local.forEach(result -> owners.put(result, owner(result, sockets)));
        }
        return owners;
    }

    private static Owner owner(ScanResult result, List<SocketEntry> sockets) {
        List<SocketEntry> there = sockets.stream()
                .filter(socket -> socket.protocol() == result.protocol()
                        && socket.localPort() == result.address().getPort())
                .toList();
        InetAddress address = result.address().getAddress();
        List<SocketEntry> exact = there.stream()
                .filter(socket -> address.isAnyLocalAddress()
                        || socket.local().getAddress().equals(address))
                .toList();
        return together(
                exact.isEmpty()
                        ? there.stream()
                                .filter(socket -> takesAll(socket, address))
                                .toList()
                        : exact);
    }

    private static boolean takesAll(SocketEntry socket, InetAddress address) {
        boolean four = address instanceof Inet4Address;
        return socket.local().getAddress().isAnyLocalAddress()
                && ((socket.family() == AddressFamily.IPV4) == four || (four && socket.dualStack()));
    }

    /** Several sockets share a port (SO_REUSEPORT): all who hold one of them. */
    private static Owner together(List<SocketEntry> sockets) {
        if (sockets.isEmpty()) {
            return Owners.hidden(
                    "no socket is seen on it: it was closed meanwhile, or belongs to another network namespace");
        }
        Set<ProcessId> processes = new LinkedHashSet<>();
        boolean exhaustive = true;
        for (SocketEntry socket : sockets) {
            processes.addAll(socket.owner().processes());
            exhaustive &= socket.owner().exhaustive();
        }
        if (!processes.isEmpty()) {
            return Owners.known(List.copyOf(processes), exhaustive);
        }
        return sockets.stream()
                .map(SocketEntry::owner)
                .filter(owner -> owner.kind() == Owner.Kind.HIDDEN)
                .findFirst()
                .orElse(sockets.get(0).owner());
    }
}
