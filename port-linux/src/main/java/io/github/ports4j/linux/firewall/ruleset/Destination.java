package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.posix.Truth;
import java.util.Optional;

/**
 * Where packets go.
 *
 * @param local whether to an address of this host
 * @param translated whether a rule gave the connection a destination, so that no other can
 * @param another whether that is another one than it had: a translation to what it is anyhow sets no {@code ct status dnat}
 *     ({@code nf_nat_setup_info()})
 * @param port to one of which ports, where that is not the one that the client wrote
 */
record Destination(Truth local, boolean translated, Truth another, Optional<Span> port) {
    private static final Span EVERY_PORT = Span.of(0, 0xffff);

    /** As the client wrote it. */
    static final Destination UNCHANGED = new Destination(Truth.TRUE, false, Truth.FALSE, Optional.empty());

    Destination withLocal(Truth changed) {
        return new Destination(changed, translated, another, port);
    }

    Destination withUnknownPort() {
        return new Destination(local, translated, another, Optional.of(EVERY_PORT));
    }

    /** What holds for both. */
    Destination or(Destination other) {
        return equals(other)
                ? this
                : new Destination(
                        local == other.local ? local : Truth.MAYBE,
                        translated && other.translated,
                        another == other.another ? another : Truth.MAYBE,
                        port.equals(other.port) ? port : Optional.of(EVERY_PORT));
    }
}
