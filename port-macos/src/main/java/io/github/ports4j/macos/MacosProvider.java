package io.github.ports4j.macos;

import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketTable;
import io.github.ports4j.macos.firewall.PfFilter;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.macos.process.MacosProcesses;
import io.github.ports4j.posix.ServicesFile;
import io.github.ports4j.posix.SystemCommands;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.ProcessControl;
import java.time.Duration;
import java.util.Set;

/** macOS 11 and later, by libproc, sysctl(3), kqueue(2), getifaddrs(3) and pfctl(8). */
public final class MacosProvider implements HostProvider {
    /** Of the same layouts; those of other architectures are not known. */
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "amd64", "aarch64");

    /** pfctl answers at once; it waits only for the kernel's lock on the rules. */
    private static final Duration PROGRAMS_END = Duration.ofSeconds(20);

    /** For {@link java.util.ServiceLoader}; touches nothing native. */
    public MacosProvider() {}

    @Override
    public String name() {
        return "macos";
    }

    @Override
    public Availability availability() {
        String system = System.getProperty("os.name");
        if (!"Mac OS X".equals(system)) {
            return Availability.unavailable("this system is " + system + ", not macOS");
        }
        String architecture = System.getProperty("os.arch");
        if (!ARCHITECTURES.contains(architecture)) {
            return Availability.unavailable("the layouts of structures on " + architecture + " are not known");
        }
        try {
            LibSystem.load();
            return Availability.available();
        } catch (LinkageError e) {
            return Availability.unavailable("JNA could not be loaded: " + e, e);
        }
    }

    @Override
    public SocketTable sockets() {
        return new MacosSocketTable();
    }

    @Override
    public ProcessControl processes() {
        return new MacosProcesses();
    }

    @Override
    public PortProbe probe() {
        return new MacosPortProbe();
    }

    @Override
    public PortRange ephemeralPorts() {
        return EphemeralPorts.read();
    }

    @Override
    public NetworkInterfaces interfaces() {
        return new MacosNetworkInterfaces();
    }

    @Override
    public ProtocolStatistics statistics() {
        return new MacosProtocolStatistics(clock());
    }

    @Override
    public ServiceNames serviceNames() {
        return ServiceNames.parse(ServicesFile.read());
    }

    @Override
    public PacketFilter packetFilter() {
        return new PfFilter(new SystemCommands(PROGRAMS_END), this::serviceNames, BootSession::read);
    }

    @Override
    public String toString() {
        return name();
    }
}
