package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanTarget;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.ScanTableBuilder;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The addresses of a scan: each once, whoever named it. */
final class ScanHosts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Addresses that are laid out between two looks whether the scan was cancelled. */
    private static final int STRIDE = 4096;

    private final Map<Place, Optional<String>> names = new LinkedHashMap<>();
    private final Map<String, String> unresolved = new LinkedHashMap<>();
    private boolean whole = true;

    private ScanHosts() {}

    /** An address with its zone, which {@link Inet6Address} does not compare: on another link it is another host. */
    private record Place(InetAddress address, int zone) {
        static Place of(InetAddress address) {
            return new Place(address, address instanceof Inet6Address six ? six.getScopeId() : 0);
        }
    }

    /** Finds them, all names at the same time; some, if it is cancelled meanwhile. */
    static ScanHosts find(List<ScanTarget> targets, ConnectEngine engine, BooleanSupplier cancelled)
            throws InterruptedException {
        ScanHosts hosts = new ScanHosts();
        Iterator<Resolution> resolutions = Resolution.begin(
                        engine,
                        targets.stream()
                                .filter(ScanTarget::isName)
                                .map(ScanTarget::toString)
                                .toList(),
                        cancelled)
                .iterator();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (ScanTarget target : targets) {
            try {
                if (target.isName()) {
                    Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                    for (InetAddress address : inOrder(resolutions.next().await(left, cancelled))) {
                        hosts.names.putIfAbsent(Place.of(address), Optional.of(target.toString()));
                    }
                } else {
                    hosts.addAll(target, cancelled);
                }
            } catch (UnknownHostException e) {
                hosts.unresolved.put(target.toString(), String.valueOf(e.getMessage()));
                hosts.whole &= !cancelled.getAsBoolean(); // else it might have had an answer
            }
        }
        return hosts;
    }

    private void addAll(ScanTarget target, BooleanSupplier cancelled) throws UnknownHostException {
        for (int i = 0; i < target.addresses(); i++) {
            if (i % STRIDE == STRIDE - 1 && cancelled.getAsBoolean()) {
                whole = false;
                return;
            }
            names.putIfAbsent(Place.of(target.address(i)), Optional.empty());
        }
    }

    /** As name services give them in another order each time, and shards need the same one. */
    private static List<InetAddress> inOrder(List<InetAddress> addresses) {
        List<InetAddress> sorted = new ArrayList<>(addresses);
        sorted.sort(Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned));
        return sorted;
    }

    /** Those of an earlier report, in its order. */
    static ScanHosts of(ScanReport earlier) {
        ScanHosts hosts = new ScanHosts();
        earlier.hosts().forEach(host -> hosts.names.put(Place.of(host.address()), host.name()));
        hosts.unresolved.putAll(earlier.unresolved());
        return hosts;
    }

    /** Whether they are all: false if it was cancelled before they were known. */
    boolean areWhole() {
        return whole;
    }

    List<InetAddress> addresses() {
        return names.keySet().stream().map(Place::address).toList();
    }

    /** Adds them to a table, in their order, and what has no address. */
    void addTo(ScanTableBuilder table) {
        names.forEach((place, name) -> table.host(place.address(), name));
        unresolved.forEach(table::unresolved);
    }
}
