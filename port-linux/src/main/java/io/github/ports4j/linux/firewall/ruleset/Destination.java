package io.github.ports4j.linux.firewall.ruleset;

import java.util.Optional;

/**
 * Where packets go.
 *
 * @param local whether to an address of this host
 * @param translated whether connection tracking gave them another destination
 * @param port to one of which ports, where that is not the one that the client wrote
 */
record Destination(Truth local, boolean translated, Optional<Span> port) {
    /** As the client wrote it. */
    static final Destination UNCHANGED = new Destination(Truth.TRUE, false, Optional.empty());

    /** What holds for both. */
    Destination or(Destination other) {
        return equals(other)
                ? this
                : new Destination(
                        local == other.local ? local : Truth.MAYBE,
                        translated && other.translated,
                        port.equals(other.port) ? port : Optional.of(Span.of(0, 0xffff)));
    }
}
