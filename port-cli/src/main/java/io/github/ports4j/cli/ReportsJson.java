package io.github.ports4j.cli;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.PortReport;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.SocketEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/** {@code ports who --json}. */
final class ReportsJson {
    private static final int MILLISECONDS = 3;

    private ReportsJson() {}

    static void write(List<PortReport> reports, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginArray();
            for (PortReport report : reports) {
                write(report, json);
            }
            json.endArray();
        }
    }

    private static void write(PortReport report, Json json) throws IOException {
        json.beginObject()
                .field("port", report.port().number())
                .field("protocol", report.port().protocol().toString())
                .field("state", report.state().name())
                .field("reason", report.reason())
                .field("hint", report.hint())
                .name("gaps");
        GapsJson.write(report.gaps(), json);
        json.name("clients").beginArray();
        for (ClientConnection client : report.clients()) {
            write(client, json);
        }
        json.endArray().name("holders").beginArray();
        for (ProcessInfo holder : report.holders()) {
            write(holder, report.sockets(holder.id()), json);
        }
        json.endArray().endObject();
    }

    private static void write(ClientConnection client, Json json) throws IOException {
        json.beginObject();
        if (client.process().isPresent()) {
            json.field("pid", client.process().get().pid());
        } else {
            json.unknown("pid");
        }
        json.field("local", InternetAddress.format(client.local()))
                .field("remote", InternetAddress.format(client.remote()))
                .endObject();
    }

    private static void write(ProcessInfo holder, List<SocketEntry> sockets, Json json) throws IOException {
        json.beginObject()
                .field("pid", holder.id().pid())
                .field("name", holder.name())
                .field("executable", holder.executable().map(Object::toString))
                .field("commandLine", holder.commandLine())
                .field("user", holder.user())
                .field("startTime", millis(holder.id().startTime()))
                .field("container", holder.container())
                .name("sockets")
                .beginArray();
        for (SocketEntry socket : sockets) {
            json.value(socket.localText());
        }
        json.endArray();
        writeProtection(holder, json);
        writeSupervisor(holder, json);
        json.endObject();
    }

    private static void writeProtection(ProcessInfo holder, Json json) throws IOException {
        if (holder.protection().isEmpty()) {
            json.unknown("protected");
            return;
        }
        var protection = holder.protection().get();
        json.name("protected")
                .beginObject()
                .field("kind", protection.kind().name())
                .field("reason", protection.reason())
                .field("hint", protection.hint())
                .endObject();
    }

    private static void writeSupervisor(ProcessInfo holder, Json json) throws IOException {
        if (holder.supervisor().isEmpty()) {
            json.unknown("supervisor");
            return;
        }
        var supervisor = holder.supervisor().get();
        json.name("supervisor")
                .beginObject()
                .field("kind", supervisor.kind())
                .field("unit", supervisor.unit())
                .field("stop", supervisor.stop())
                .endObject();
    }

    private static String millis(Instant time) {
        DateTimeFormatter format =
                new DateTimeFormatterBuilder().appendInstant(MILLISECONDS).toFormatter();
        return format.format(time);
    }
}
