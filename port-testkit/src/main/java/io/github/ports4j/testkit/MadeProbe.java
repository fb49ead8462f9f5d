package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import java.time.Duration;

/**
 * A probe that a fake host was asked to make.
 *
 * @param at the time on the host's clock, counted from its making
 * @param port which port
 * @param family over which family
 * @param reuse whether {@code SO_REUSEADDR} was set
 */
public record MadeProbe(Duration at, TransportPort port, AddressFamily family, boolean reuse) {
    @Override
    public String toString() {
        return port + " over " + family + (reuse ? " with" : " without") + " reuse at " + at.toMillis() + " ms";
    }
}
