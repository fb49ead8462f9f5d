package com.example.ownprovider;

import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.TcpState;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.SocketsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The files {@code /proc/thread-self/net/tcp}, {@code tcp6}, {@code udp} and {@code udp6}, joined with owners by the inode. */
final class ProcSocketTable implements SocketTable {
    private static final Path NET = ProcProvider.PROC.resolve("thread-self/net");

    @Override
    public Sockets read(SocketQuery query) {
        try {
            return snapshot(query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sockets snapshot(SocketQuery query) throws IOException {
        List<ProcNetLine> lines = new ArrayList<>();
        for (ProcNetFile file : ProcNetFile.values()) {
            read(file, query, lines);
        }
        SocketsBuilder sockets = new SocketsBuilder(lines.size());
        if (query.ownedBy().isPresent()) {
            SocketOwners its = SocketOwners.ofProcess(query.ownedBy().getAsLong());
            lines.removeIf(line -> its.ownerOf(line.inode()).kind() != Owner.Kind.KNOWN);
            lines.forEach(line -> line.begin(sockets).add(its.ownerOf(line.inode())));
        } else if (query.owners()) {
            SocketOwners owners =
                    SocketOwners.find(lines.stream().map(ProcNetLine::inode).collect(Collectors.toSet()));
            lines.forEach(line -> line.begin(sockets).add(owners.ownerOf(line.inode())));
            owners.gap().ifPresent(sockets::gap);
        } else {
            lines.forEach(line -> line.begin(sockets).add(Owners.notRead()));
        }
        nameWhatFilesDoNotTell(query, lines, sockets);
        return sockets.build();
    }

    private static void read(ProcNetFile file, SocketQuery query, List<ProcNetLine> lines) throws IOException {
        Path path = NET.resolve(file.fileName());
        if (!file.isWanted(query) || (file.isIpv6() && Files.notExists(path))) { // a kernel without IPv6
            return;
        }
        List<String> text = Files.readAllLines(path);
        for (String line : text.subList(1, text.size())) { // below the names of the columns
            ProcNetLine socket = ProcNetLine.parse(file, line);
            if (socket.isWanted(query)) {
                lines.add(socket);
            }
        }
    }

    private static void nameWhatFilesDoNotTell(SocketQuery query, List<ProcNetLine> lines, SocketsBuilder sockets) {
        long undecided = lines.stream().filter(ProcNetLine::mayBeDualStack).count();
        if (undecided > 0) {
            sockets.gap(new Gap(
                    Gap.Cause.NOT_TOLD,
                    "whether IPv6 sockets take IPv4 as well",
                    undecided,
                    "/proc/net does not show IPV6_V6ONLY"));
        }
        if (Arrays.stream(ProcNetFile.values()).anyMatch(file -> file.isTcp() && file.isWanted(query))
                && query.states().contains(TcpState.CLOSED)) {
            sockets.gap(new Gap(
                    Gap.Cause.NOT_TOLD, "bound TCP sockets that do not listen", 1, "/proc/net does not list them"));
        }
    }
}
