package io.github.ports4j.spi;

import io.github.ports4j.Ports;
import io.github.ports4j.ProviderException;

/** How {@link Ports} reaches port-core. Not for providers. */
public interface PortsFactory {
    /**
     * The ports of this host.
     *
     * @throws ProviderException if not exactly one provider is available
     */
    Ports local();

    /**
     * The ports that this provider shows.
     *
     * @throws ProviderException if the provider is not available
     */
    Ports on(HostProvider provider);

    /** Tells whether {@link #local()} would work. */
    boolean supported();
}
