package io.github.ports4j.linux;

import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.linux.procfs.SocketOwners;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;
import java.util.OptionalLong;

/** The socket table of this network namespace: read first, and then the owners of what was found, if they are asked for. */
final class LinuxSocketTable implements SocketTable {
    @Override
    public Sockets read(SocketQuery query) {
        TableReader<SocketWriter> reader = new TableReader<>(query, () -> new SocketWriter(query.owners()));
        SocketsBuilder sockets = reader.read().builder();
        if (query.owners()) {
            findOwners(sockets, query.ownedBy());
        }
        reader.gaps().forEach(sockets::gap);
        return sockets.build();
    }

    private static void findOwners(SocketsBuilder sockets, OptionalLong only) {
        LongTable inodes = new LongTable(sockets.size());
        sockets.forEachInode(inodes::add);
        if (inodes.size() == 0) {
            sockets.owners(none -> Owners.none());
        } else {
            SocketOwners found = SocketOwners.find(inodes, only);
            sockets.owners(found::owner);
            found.gaps().forEach(sockets::gap);
        }
        if (only.isPresent()) {
            sockets.keepOwned();
        }
    }
}
