package io.github.ports4j.core;

import io.github.ports4j.Ports;
import io.github.ports4j.ProviderException;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PortsFactory;
import java.util.List;

/** Makes {@link Ports}; found by the API with {@link java.util.ServiceLoader}. */
public final class LocalPortsFactory implements PortsFactory {
    /** For {@link java.util.ServiceLoader}. */
    public LocalPortsFactory() {}

    @Override
    public Ports local() {
        ProviderChoice choice = ProviderChoice.make();
        return new LocalPorts(choice.provider(), choice.toString());
    }

    @Override
    public Ports on(HostProvider provider) {
        Availability availability = provider.availability();
        if (!availability.isAvailable()) {
            throw new ProviderException(
                    "the provider '" + provider.name() + "' is " + availability,
                    availability.cause().map(List::of).orElse(List.of()));
        }
        return new LocalPorts(provider, provider.name());
    }

    @Override
    public boolean supported() {
        return ProviderChoice.look().stream().filter(Candidate::available).count() == 1;
    }

    @Override
    public String toString() {
        return "port-core";
    }
}
