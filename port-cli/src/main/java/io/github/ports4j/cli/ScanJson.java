package io.github.ports4j.cli;

import io.github.ports4j.HostScan;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.Owner;
import io.github.ports4j.PortSet;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanResult;
import io.github.ports4j.ScanState;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code ports scan --json}: an entry for each address and protocol. */
final class ScanJson {
    private final Optional<ServiceNames> services;
    private final ScanOwners owners;

    ScanJson(Optional<ServiceNames> services, ScanOwners owners) {
        this.services = services;
        this.owners = owners;
    }

    void write(ScanReport report, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginObject()
                    .field("complete", report.complete())
                    .name("hosts")
                    .beginArray();
            for (HostScan host : report.hosts()) {
                for (TransportProtocol protocol : TransportProtocol.values()) {
                    if (!report.request().ports(protocol).isEmpty()) {
                        write(host, protocol, json);
                    }
                }
            }
            json.endArray()
                    .field("probes", report.probes())
                    .field("millis", report.elapsed().toMillis())
                    .name("unresolved")
                    .beginObject();
            for (Map.Entry<String, String> host : report.unresolved().entrySet()) {
                json.field(host.getKey(), host.getValue());
            }
            json.endObject()
                    .name("shards")
                    .beginObject()
                    .field("count", report.request().shards())
                    .name("covered")
                    .beginArray();
            for (int shard : report.shards()) {
                json.value(shard + 1); // as --shard counts
            }
            json.endArray().endObject().endObject();
        }
    }

    private void write(HostScan host, TransportProtocol protocol, Json json) throws IOException {
        PortSet open = host.ports(protocol, ScanState.OPEN);
        json.beginObject()
                .field("address", InternetAddress.format(host.address()))
                .name("open")
                .beginArray();
        for (int i = 0; i < open.size(); i++) {
            json.value(open.at(i));
        }
        json.endArray()
                .field("closed", ranges(host, protocol, ScanState.CLOSED))
                .field("filtered", ranges(host, protocol, ScanState.FILTERED))
                .field("openOrFiltered", ranges(host, protocol, ScanState.OPEN_OR_FILTERED))
                .field("untried", ranges(host, protocol, ScanState.UNTRIED))
                .field("name", host.name())
                .field("protocol", protocol.toString())
                .name("reasons")
                .beginObject();
        for (ScanReason reason : ScanReason.values()) {
            int count = host.ports(protocol, reason).size();
            if (count > 0) {
                json.field(reason.name(), count);
            }
        }
        json.endObject().name("openPorts").beginArray();
        for (int i = 0; i < open.size(); i++) {
            write(host.result(new TransportPort(protocol, open.at(i))).orElseThrow(), json);
        }
        json.endArray().endObject();
    }

    private static String ranges(HostScan host, TransportProtocol protocol, ScanState state) {
        return host.ports(protocol, state).toString();
    }

    private void write(ScanResult open, Json json) throws IOException {
        Optional<Long> micros = open.latency().map(latency -> latency.toNanos() / 1000);
        json.beginObject()
                .field("port", open.port().number())
                .field("service", services.flatMap(names -> names.name(open.port())))
                .field("latencyMicros", micros.map(OptionalLong::of).orElse(OptionalLong.empty()));
        Optional<Owner> owner = owners.of(open);
        if (owner.isEmpty()) {
            json.unknown("owner");
        } else {
            write(owner.get(), json.name("owner"));
        }
        json.endObject();
    }

    private void write(Owner owner, Json json) throws IOException {
        json.beginObject().field("kind", owner.kind().name()).name("pids").beginArray();
        for (ProcessId process : owner.processes()) {
            json.value(process.pid());
        }
        json.endArray().name("names").beginArray();
        for (ProcessId process : owner.processes()) {
            json.value(owners.process(process).map(ProcessInfo::name).orElse(null));
        }
        json.endArray().field("exhaustive", owner.exhaustive());
        if (owner.kind() == Owner.Kind.KNOWN) {
            json.unknown("reason");
        } else {
            json.field("reason", owner.reason());
        }
        json.endObject();
    }
}
