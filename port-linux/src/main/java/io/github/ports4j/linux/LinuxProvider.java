package io.github.ports4j.linux;

import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketTable;
import io.github.ports4j.linux.connect.EpollConnectEngine;
import io.github.ports4j.linux.firewall.HostFirewall;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.SyscallNumbers;
import io.github.ports4j.linux.process.LinuxProcesses;
import io.github.ports4j.linux.statistics.LinuxProtocolStatistics;
import io.github.ports4j.posix.ServicesFile;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.ProcessControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Linux, by netlink(7) and proc(5). */
public final class LinuxProvider implements HostProvider {
    /** For {@link java.util.ServiceLoader}; touches nothing native. */
    public LinuxProvider() {}

    @Override
    public String name() {
        return "linux";
    }

    @Override
    public Availability availability() {
        String system = System.getProperty("os.name");
        if (!"Linux".equals(system)) {
            return Availability.unavailable("this system is " + system + ", not Linux");
        }
        String architecture = System.getProperty("os.arch");
        if (SyscallNumbers.getdents64(architecture).isEmpty()) {
            return Availability.unavailable("the numbers of system calls on " + architecture + " are not known");
        }
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            return Availability.unavailable("/proc is not mounted");
        }
        try {
            LibC.load();
            return Availability.available();
        } catch (LinkageError e) {
            return Availability.unavailable("jffi could not be loaded: " + e, e);
        }
    }

    @Override
    public SocketTable sockets() {
        return new LinuxSocketTable();
    }

    @Override
    public ProcessControl processes() {
        return new LinuxProcesses();
    }

    @Override
    public PortProbe probe() {
        return new LinuxPortProbe();
    }

    @Override
    public NetworkInterfaces interfaces() {
        return new LinuxNetworkInterfaces();
    }

    @Override
    public PortRange ephemeralPorts() {
        return EphemeralPorts.read();
    }

    @Override
    public ProtocolStatistics statistics() {
        return new LinuxProtocolStatistics(clock());
    }

    @Override
    public ServiceNames serviceNames() {
        return ServiceNames.parse(ServicesFile.read());
    }

    @Override
    public Optional<ConnectEngine> connectEngine() {
        return Optional.of(new EpollConnectEngine());
    }

    @Override
    public PacketFilter packetFilter() {
        return HostFirewall.find();
    }

    @Override
    public String toString() {
        return name();
    }
}
