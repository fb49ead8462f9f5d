package io.github.ports4j.macos;

import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;

/** The provider for macOS; so far it only says that it is not there. */
public final class MacosProvider implements HostProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MacosProvider() {}

    @Override
    public String name() {
        return "macos";
    }

    @Override
    public Availability availability() {
        return Availability.unavailable("macOS support is not built yet");
    }

    @Override
    public String toString() {
        return name();
    }
}
