package io.github.ports4j.macos.standin;

import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketTable;
import io.github.ports4j.macos.MacosProvider;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.ProcessControl;

/**
 * The macOS provider where there is no macOS: available wherever the stand-in is found by {@code jna.library.path}. It is in no file of
 * services here; who wants it writes one, and leaves the provider of the system out, see CONTRIBUTING.md.
 */
public final class StandInProvider implements HostProvider {
    private final HostProvider macos = new MacosProvider();

    /** For {@link java.util.ServiceLoader}. */
    public StandInProvider() {}

    @Override
    public String name() {
        return "stand-in";
    }

    @Override
    public Availability availability() {
        try {
            LibSystem.load();
            return Availability.available();
        } catch (LinkageError e) {
            return Availability.unavailable("jna.library.path names no folder with the stand-in: " + e.getMessage(), e);
        }
    }

    @Override
    public SocketTable sockets() {
        return macos.sockets();
    }

    @Override
    public ProcessControl processes() {
        return macos.processes();
    }

    @Override
    public PortProbe probe() {
        return macos.probe();
    }

    @Override
    public PortRange ephemeralPorts() {
        return macos.ephemeralPorts();
    }

    @Override
    public NetworkInterfaces interfaces() {
        return macos.interfaces();
    }

    @Override
    public ProtocolStatistics statistics() {
        return macos.statistics();
    }

    @Override
    public ServiceNames serviceNames() {
        return macos.serviceNames();
    }

    @Override
    public String toString() {
        return name();
    }
}
