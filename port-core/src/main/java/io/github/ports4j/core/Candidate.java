package io.github.ports4j.core;

import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import java.util.Optional;

/**
 * A provider that was found, or the wreck of one.
 *
 * @param name how it is called, or what is known of it
 * @param provider the provider, if it could be made
 * @param availability what it said, or why it could not be asked
 */
record Candidate(String name, Optional<HostProvider> provider, Availability availability) {
    boolean available() {
        return availability.isAvailable();
    }

    @Override
    public String toString() {
        return name + " (" + availability + ")";
    }
}
