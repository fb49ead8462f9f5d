package io.github.ports4j.linux;

import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.linux.procfs.SocketOwners;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.linux.socket.SocketRows;
import io.github.ports4j.linux.socket.SocketSink;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;
import java.util.List;

/** The socket table of this network namespace: read first, and then the owners of what was found, if they are asked for. */
final class LinuxSocketTable implements SocketTable {
    private static final int FEW = 16;

    @Override
    public Sockets read(SocketQuery query) {
        return query.owners() ? withOwners(query) : withoutOwners(query);
    }

    private static Sockets withoutOwners(SocketQuery query) {
        TableReader<Unowned> reader = new TableReader<>(query, Unowned::new);
        return finish(reader.read().writer.builder(), reader.gaps());
    }

    private static Sockets withOwners(SocketQuery query) {
        TableReader<SocketRows> reader = new TableReader<>(query, SocketRows::new);
        SocketRows rows = reader.read();
        LongTable inodes = new LongTable(rows.size());
        rows.forEach(row -> addInode(row, inodes));
        SocketWriter writer = new SocketWriter(rows.size());
        if (inodes.size() == 0) {
            if (query.ownedBy().isEmpty()) {
                rows.forEach(row -> writer.write(row, Owners.none()));
            }
            return finish(writer.builder(), reader.gaps());
        }
        SocketOwners owners = SocketOwners.find(inodes, query.ownedBy());
        rows.forEach(row -> {
            Owner owner = owners.owner(row.inode);
            if (query.ownedBy().isEmpty() || owner.kind() == Owner.Kind.KNOWN) {
                writer.write(row, owner);
            }
        });
        owners.gaps().forEach(writer.builder()::gap);
        return finish(writer.builder(), reader.gaps());
    }

    private static void addInode(InetSocket row, LongTable inodes) {
        if (row.inode != 0) {
            inodes.add(row.inode);
        }
    }

    private static Sockets finish(SocketsBuilder answer, List<Gap> gaps) {
        gaps.forEach(answer::gap);
        return answer.build();
    }

    /** Writes sockets as they come, without asking for their owners. */
    private static final class Unowned implements SocketSink {
        private final SocketWriter writer = new SocketWriter(FEW);

        @Override
        public void accept(InetSocket row) {
            writer.write(row, Owners.notRead());
        }
    }
}
