package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * First packets of new connections from outside to this host, all of which have met the same fate so far.
 *
 * @param protocol their protocol; of TCP they are a SYN
 * @param family their family
 * @param ports to which ports their clients wrote them
 * @param sources from which addresses
 * @param sourcesKnown false if something may have been written over them
 * @param device by which interface they came; empty for any but the loopback
 * @param tracking what connection tracking knows of them
 * @param destination where they go
 * @param doubt on what it depends that there are packets here; null if there certainly are
 */
record Packets(
        TransportProtocol protocol,
        AddressFamily family,
        Span ports,
        Span sources,
        boolean sourcesKnown,
        Optional<String> device,
        Tracking tracking,
        Destination destination,
        @Nullable String doubt) {

    Packets tracked(Tracking changed) {
        return new Packets(protocol, family, ports, sources, sourcesKnown, device, changed, destination, doubt);
    }

    Packets to(Destination changed) {
        return new Packets(protocol, family, ports, sources, sourcesKnown, device, tracking, changed, doubt);
    }

    Packets withUnknownSources() {
        return new Packets(protocol, family, ports, sources, false, device, tracking, destination, doubt);
    }

    /** The same, if there are any: the first doubt is the one to be told. */
    Packets doubted(@Nullable String reason) {
        return doubt != null
                ? this
                : new Packets(protocol, family, ports, sources, sourcesKnown, device, tracking, destination, reason);
    }

    /** Of which only these are left. */
    Packets only(Span somePorts, Span someSources) {
        return new Packets(
                protocol, family, somePorts, someSources, sourcesKnown, device, tracking, destination, doubt);
    }

    /** What holds for both; they differ in nothing but what happened to them on the way. */
    static @Nullable Packets join(@Nullable Packets one, @Nullable Packets other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Packets(
                one.protocol,
                one.family,
                one.ports,
                one.sources,
                one.sourcesKnown && other.sourcesKnown,
                one.device,
                one.tracking == other.tracking ? one.tracking : Tracking.UNKNOWN,
                one.destination.or(other.destination),
                one.doubt == null ? other.doubt : one.doubt);
    }
}
