package io.github.ports4j.cli;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceCounters;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.MacAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.Wifi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@code ports interfaces} for people: tables, each below an empty line but the first. */
final class InterfacesText {
    private static final String NONE = "-";

    private InterfacesText() {}

    /** One row per address, and the default routes. */
    static void printReachable(List<ShownInterface> shown, List<DefaultRoute> routes, Output output)
            throws IOException {
        TextTable table = new TextTable(List.of("INTERFACE", "KIND", "ADDRESS"));
        for (ShownInterface one : shown) {
            for (InterfaceAddress address : one.addresses()) {
                table.add(List.of(one.nic().name(), one.nic().kind().toString(), address.toString()));
            }
        }
        table.print(output);
        printRoutes(routes, output);
        if (shown.stream().allMatch(one -> one.addresses().isEmpty()) && output.outTerminal()) {
            output.say("no interface has an address that others could reach; --all shows every interface");
        }
    }

    /** The interfaces, their addresses, what went through them, and the default routes. */
    static void printAll(List<ShownInterface> shown, List<DefaultRoute> routes, Output output) throws IOException {
        TextTable interfaces =
                new TextTable(List.of("INTERFACE", "INDEX", "KIND", "STATE", "MAC", "MTU", "SPEED", "FLAGS", "MORE"));
        TextTable addresses = new TextTable(List.of("INTERFACE", "ADDRESS", "SCOPE", "BROADCAST", "FLAGS"));
        TextTable counters = new TextTable(List.of(
                "INTERFACE", "WAY", "BYTES", "PACKETS", "ERRORS", "DROPPED", "MISSED", "MULTICAST", "COLLISIONS"));
        for (ShownInterface one : shown) {
            interfaces.add(cells(one.nic()));
            for (InterfaceAddress address : one.addresses()) {
                addresses.add(cells(address));
            }
            counters.add(received(one.nic()));
            counters.add(sent(one.nic()));
        }
        interfaces.print(output);
        output.print("");
        addresses.print(output);
        output.print("");
        counters.print(output);
        printRoutes(routes, output);
    }

    /** All of them, in the order of their preference, also over interfaces that are not shown. */
    private static void printRoutes(List<DefaultRoute> routes, Output output) throws IOException {
        if (routes.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(List.of("DEFAULT-ROUTE", "GATEWAY", "INTERFACE", "METRIC"));
        for (DefaultRoute route : routes) {
            table.add(List.of(
                    route.family().toString(),
                    route.gateway().map(InternetAddress::format).orElse(NONE),
                    route.interfaceName(),
                    Long.toString(route.metric())));
        }
        output.print("");
        table.print(output);
    }

    private static List<String> cells(NetworkInterfaceInfo nic) {
        return List.of(
                nic.name(),
                Integer.toString(nic.index()),
                nic.kind().toString(),
                state(nic),
                nic.mac().map(MacAddress::toString).orElse(NONE),
                Long.toString(nic.mtu()),
                nic.speed().isPresent() ? Units.bitsPerSecond(nic.speed().getAsLong()) : NONE,
                words(nic.flags()),
                more(nic));
    }

    private static String state(NetworkInterfaceInfo nic) {
        if (!nic.up()) {
            return "down";
        }
        return nic.carrier().orElse(true) ? "up" : "up, no carrier";
    }

    /** What most interfaces do not have. */
    private static String more(NetworkInterfaceInfo nic) {
        List<String> more = new ArrayList<>();
        nic.driverKind().filter(word -> !word.equals(nic.kind().toString())).ifPresent(more::add);
        nic.speedFailure().ifPresent(more::add);
        nic.wifi().map(Wifi::toString).ifPresent(more::add);
        if (!nic.alternativeNames().isEmpty()) {
            more.add("also " + String.join(" ", nic.alternativeNames()));
        }
        return more.isEmpty() ? NONE : String.join("; ", more);
    }

    private static List<String> cells(InterfaceAddress address) {
        return List.of(
                address.interfaceName(),
                address.toString(),
                address.scope().name(),
                address.broadcast().map(InternetAddress::format).orElse(NONE),
                words(address.flags()));
    }

    private static List<String> received(NetworkInterfaceInfo nic) {
        InterfaceCounters counters = nic.counters();
        return List.of(
                nic.name(),
                "received",
                text(counters.rxBytes()),
                text(counters.rxPackets()),
                text(counters.rxErrors()),
                text(counters.rxDropped()),
                text(counters.rxMissed()),
                text(counters.rxMulticast()),
                NONE);
    }

    private static List<String> sent(NetworkInterfaceInfo nic) {
        InterfaceCounters counters = nic.counters();
        return List.of(
                nic.name(),
                "sent",
                text(counters.txBytes()),
                text(counters.txPackets()),
                text(counters.txErrors()),
                text(counters.txDropped()),
                NONE,
                NONE,
                text(counters.collisions()));
    }

    private static String words(Collection<? extends Enum<?>> flags) {
        return flags.isEmpty() ? NONE : flags.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static String text(OptionalLong count) {
        return count.isPresent() ? text(count.getAsLong()) : NONE;
    }

    private static String text(long unsigned) {
        return Long.toUnsignedString(unsigned);
    }
}
