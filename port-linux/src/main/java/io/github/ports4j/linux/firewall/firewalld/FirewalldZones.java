package io.github.ports4j.linux.firewall.firewalld;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * In which zones a rule has to be. firewalld lets in by zone: without an interface that is the default zone and every zone that is in
 * use, with one that of the interface, if no other interface has it too, as the rule would then be for both.
 */
final class FirewalldZones {
    private final FirewallCmd firewalld;
    private final Supplier<List<String>> interfaces;

    /** Of this firewalld, on a host with these interfaces, without the loopback. */
    FirewalldZones(FirewallCmd firewalld, Supplier<List<String>> interfaces) {
        this.firewalld = firewalld;
        this.interfaces = interfaces;
    }

    /**
     * The zones.
     *
     * @throws IllegalArgumentException if the interface shares its zone
     */
    List<String> of(Optional<String> interfaceName) {
        if (interfaceName.isPresent()) {
            return List.of(only(interfaceName.get()));
        }
        Set<String> zones = new LinkedHashSet<>(List.of(firewalld.defaultZone()));
        zones.addAll(firewalld.activeZones());
        return List.copyOf(zones);
    }

    private String only(String name) {
        String fallback = firewalld.defaultZone();
        String zone = firewalld.zoneOf(name).orElse(fallback);
        List<String> sharing = new ArrayList<>();
        for (String other : interfaces.get()) {
            if (!other.equals(name) && firewalld.zoneOf(other).orElse(fallback).equals(zone)) {
                sharing.add(other);
            }
        }
        if (!sharing.isEmpty()) {
            throw new IllegalArgumentException("firewalld lets in by zone, and the zone " + zone + " of " + name
                    + " is also that of " + String.join(", ", sharing)
                    + ": leave the interface out, or give it a zone of its own");
        }
        return zone;
    }
}
