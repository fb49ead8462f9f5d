package io.github.ports4j.cli;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceCounters;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.MacAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.Wifi;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@code ports interfaces --json}. */
final class InterfacesJson {
    private InterfacesJson() {}

    static void write(List<ShownInterface> shown, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginArray();
            for (ShownInterface one : shown) {
                write(one, json);
            }
            json.endArray();
        }
    }

    private static void write(ShownInterface shown, Json json) throws IOException {
        NetworkInterfaceInfo nic = shown.nic();
        json.beginObject().field("name", nic.name()).name("alternativeNames").beginArray();
        for (String name : nic.alternativeNames()) {
            json.value(name);
        }
        json.endArray()
                .field("index", nic.index())
                .field("kind", nic.kind().toString())
                .field("driverKind", nic.driverKind())
                .field("mac", nic.mac().map(MacAddress::toString))
                .field("mtu", nic.mtu())
                .field("speed", nic.speed())
                .field("speedFailure", nic.speedFailure())
                .field("up", nic.up())
                .truth("carrier", nic.carrier());
        words("flags", nic.flags(), json);
        write(nic.wifi(), json);
        json.name("addresses").beginArray();
        for (InterfaceAddress address : shown.addresses()) {
            write(address, json);
        }
        json.endArray().name("defaultRoutes").beginArray();
        for (DefaultRoute route : shown.routes()) {
            json.beginObject()
                    .field("family", route.family().toString())
                    .field("gateway", route.gateway().map(InternetAddress::format))
                    .field("metric", route.metric())
                    .endObject();
        }
        json.endArray();
        write(nic.counters(), json);
        json.endObject();
    }

    private static void write(Optional<Wifi> wifi, Json json) throws IOException {
        if (wifi.isEmpty()) {
            json.unknown("wifi");
            return;
        }
        json.name("wifi")
                .beginObject()
                .field("mode", wifi.get().mode())
                .field("network", wifi.get().network())
                .field("frequency", wifi.get().frequency())
                .endObject();
    }

    private static void write(InterfaceAddress address, Json json) throws IOException {
        json.beginObject()
                .field("address", InternetAddress.format(address.address()))
                .field("prefixLength", address.prefixLength())
                .field("family", address.family().toString())
                .field("broadcast", address.broadcast().map(InternetAddress::format))
                .field("peer", address.peer().map(InternetAddress::format))
                .field("scope", address.scope().name());
        words("flags", address.flags(), json);
        json.endObject();
    }

    private static void write(InterfaceCounters counters, Json json) throws IOException {
        json.name("counters")
                .beginObject()
                .unsigned("rxBytes", counters.rxBytes())
                .unsigned("rxPackets", counters.rxPackets())
                .unsigned("rxErrors", counters.rxErrors())
                .unsigned("rxDropped", counters.rxDropped())
                .unsigned("rxMissed", counters.rxMissed())
                .unsigned("rxMulticast", counters.rxMulticast())
                .unsigned("txBytes", counters.txBytes())
                .unsigned("txPackets", counters.txPackets())
                .unsigned("txErrors", counters.txErrors())
                .unsigned("txDropped", counters.txDropped())
                .unsigned("collisions", counters.collisions())
                .endObject();
    }

    private static void words(String name, Collection<? extends Enum<?>> values, Json json) throws IOException {
        json.name(name).beginArray();
        for (Enum<?> value : values) {
            json.value(value.name());
        }
        json.endArray();
    }
}
