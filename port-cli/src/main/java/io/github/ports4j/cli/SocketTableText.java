package io.github.ports4j.cli;

import io.github.ports4j.Owner;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketRole;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code ports list} for people: one row per socket, by port. */
final class SocketTableText {
    private static final String NONE = "-";
    private static final String UNKNOWN = "?";

    /** A row and what it is sorted by. */
    private record Row(TransportPort port, String local, List<String> cells) {}

    private final ProcessDetails details;
    private final SocketNames names;
    private final boolean remotes;

    SocketTableText(ProcessDetails details, SocketNames names, boolean remotes) {
        this.details = details;
        this.names = names;
        this.remotes = remotes;
    }

    void print(Sockets sockets, Output output) throws IOException {
        TextTable table = new TextTable(
                remotes
                        ? List.of("PROTO", "LOCAL", "REMOTE", "STATE", "USER", "PID", "PROCESS")
                        : List.of("PROTO", "LOCAL", "STATE", "USER", "PID", "PROCESS"));
        List<Row> rows = new ArrayList<>(sockets.size());
        for (SocketEntry socket : sockets) {
            rows.add(row(socket));
        }
        rows.sort(Comparator.comparing(Row::port).thenComparing(Row::local));
        for (Row row : rows) {
            table.add(row.cells());
        }
        table.print(output);
        if (sockets.isEmpty() && output.outTerminal()) {
            output.say("no such socket");
        }
    }

    private Row row(SocketEntry socket) {
        List<Optional<ProcessInfo>> owners =
                socket.owner().processes().stream().map(details::of).toList();
        List<String> cells = new ArrayList<>();
        cells.add(socket.protocol().toString());
        cells.add(names.text(socket.protocol(), socket.local()));
        if (remotes) {
            cells.add(socket.remote()
                    .map(end -> names.text(socket.protocol(), end))
                    .orElse(NONE));
        }
        cells.add(state(socket));
        cells.add(user(socket, owners));
        cells.add(pids(socket.owner()));
        cells.add(names(socket.owner(), owners));
        return new Row(socket.port(), socket.localText(), cells);
    }

    private static String state(SocketEntry socket) {
        if (socket.role() == SocketRole.BOUND) {
            return "BOUND";
        }
        return socket.state().map(Enum::name).orElse("CONNECTED");
    }

    /** The users of the owners; where these are not known, the number of the socket's creator. */
    private static String user(SocketEntry socket, List<Optional<ProcessInfo>> owners) {
        String users = owners.stream()
                .flatMap(Optional::stream)
                .map(ProcessInfo::user)
                .distinct()
                .collect(Collectors.joining(","));
        if (!users.isEmpty()) {
            return users;
        }
        return socket.uid().isPresent() ? Long.toString(socket.uid().getAsLong()) : NONE;
    }

    private static String pids(Owner owner) {
        return switch (owner.kind()) {
            case KNOWN ->
                owner.processes().stream().map(id -> Long.toString(id.pid())).collect(Collectors.joining(","));
            case HIDDEN -> UNKNOWN;
            case NONE, NOT_READ -> NONE;
        };
    }

    private static String names(Owner owner, List<Optional<ProcessInfo>> owners) {
        return switch (owner.kind()) {
            case KNOWN ->
                owners.stream()
                        .map(found -> found.map(ProcessInfo::displayName).orElse(UNKNOWN))
                        .distinct()
                        .collect(Collectors.joining(","));
            case HIDDEN -> UNKNOWN;
            case NONE, NOT_READ -> NONE;
        };
    }
}
