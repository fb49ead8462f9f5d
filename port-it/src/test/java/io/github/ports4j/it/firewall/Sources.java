package io.github.ports4j.it.firewall;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** From where a rule lets in or keeps out. */
enum Sources {
    ANY,
    /** The peer's networks. */
    PEER(Family.V4, Family.V6),
    PEER_V4(Family.V4),
    PEER_V6(Family.V6);

    private final List<Family> families;

    Sources(Family... families) {
        this.families = List.of(families);
    }

    /** As a rule of the library has them; none for any. */
    List<String> blocks() {
        return families.stream().map(Family::peerNetwork).toList();
    }

    /** Whether a rule for these is for this address of the peer. */
    boolean has(InetAddress address) {
        return this == ANY || families.stream().anyMatch(family -> family.peer().equals(address));
    }

    /** The families of which a rule for these is. */
    List<Family> families() {
        return this == ANY ? Arrays.asList(Family.values()) : families;
    }
}
