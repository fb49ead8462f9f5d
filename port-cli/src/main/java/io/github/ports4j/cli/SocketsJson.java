package io.github.ports4j.cli;

import io.github.ports4j.InternetAddress;
import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportProtocol;
import java.io.IOException;

/** {@code ports list --json}. */
final class SocketsJson {
    private SocketsJson() {}

    static void write(Sockets sockets, SocketNames names, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginObject().field("complete", sockets.complete()).name("gaps");
            GapsJson.write(sockets.gaps(), json);
            json.name("sockets").beginArray();
            for (SocketEntry socket : sockets) {
                write(socket, names, json);
            }
            json.endArray().endObject();
        }
    }

    private static void write(SocketEntry socket, SocketNames names, Json json) throws IOException {
        Owner owner = socket.owner();
        json.beginObject()
                .field("protocol", socket.protocol().toString())
                .field("family", socket.family().toString())
                .field("localAddress", InternetAddress.format(socket.local().getAddress()))
                .field("localPort", socket.localPort())
                .field("remoteAddress", socket.remote().map(remote -> InternetAddress.format(remote.getAddress())))
                .field("remotePort", socket.remotePort())
                .field("state", socket.state().map(Enum::name))
                .field("dualStack", socket.dualStack())
                .field("uid", socket.uid())
                .field("inode", socket.inode())
                .field("owner", owner.kind().name())
                .field("exhaustive", owner.exhaustive());
        if (owner.kind() == Owner.Kind.KNOWN) {
            json.unknown("ownerReason");
        } else {
            json.field("ownerReason", owner.reason());
        }
        json.name("pids").beginArray();
        for (ProcessId process : owner.processes()) {
            json.value(process.pid());
        }
        json.endArray();
        writeNames(socket, names, json);
        json.endObject();
    }

    private static void writeNames(SocketEntry socket, SocketNames names, Json json) throws IOException {
        TransportProtocol protocol = socket.protocol();
        if (names.services().isPresent()) {
            json.field("localService", names.service(protocol, socket.local()))
                    .field("remoteService", socket.remote().flatMap(end -> names.service(protocol, end)));
        }
        if (names.hosts().isPresent()) {
            json.field("localHost", names.host(socket.local()))
                    .field("remoteHost", socket.remote().flatMap(names::host));
        }
    }
}
