package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.Gap;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.NetworkInterfaces;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProtocolStatistics;
import io.github.ports4j.ScanTarget;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketTable;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.TransportPort;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.PortProbe;
import io.github.ports4j.spi.ProcessControl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * A host in memory, for tests of what an application does when its port is taken.
 *
 * <pre>{@code
 * FakeHost host = new FakeHost();
 * FakeProcess server = host.process("java").listen(8080).exitsAfter(Duration.ofMillis(700)).start();
 * Ports ports = Ports.on(host);
 *
 * FreeResult result = ports.tcp(8080).free();
 *
 * assert result.freedAfter().equals(Optional.of(Duration.ofMillis(700)));
 * assert host.signals().size() == 1;
 * }</pre>
 *
 * <p>Other hosts, for tests of what an application does with the scanner, are there once they are named, each with its faults:
 *
 * <pre>{@code
 * FakeHost host = new FakeHost();
 * host.remote("192.0.2.7").named("db").open(22, 5432).answersAfter(Duration.ofMillis(20)).losing(0.01, 1);
 * host.remote("192.0.2.8").named("shop").open(443).filtered(PortRange.of(1, 100));
 * PortScanner scanner = Ports.on(host).scanner();
 *
 * ScanReport report = scanner.scan(ScanRequest.of("db", "shop").tcp(PortRange.of(1, 10_000)));
 *
 * assert report.open().size() == 3;
 * assert report.count(ScanState.FILTERED) == 100;
 * }</pre>
 *
 * <p>Its clock stands still until somebody waits, and then moves at once: nothing here takes time. It behaves as Linux does,
 * and is strict: to open a socket on a port in use, to connect where nobody listens, or to use what was closed is an {@link
 * IllegalStateException}, and a signal to this JVM, its ancestors, the first process or a thread of the kernel is an {@link
 * AssertionError}, as the library must never send one.
 *
 * <p>It begins with these processes, all of {@code root}: {@code systemd} (pid 1), {@code kthreadd} (2, a thread of the
 * kernel), {@code bash} (4000) and its child {@code java} (4242), which is this JVM and belongs to whoever looks. The library looks as {@code root} until
 * {@link #asUser} is called. Safe for use by many threads.
 */
public final class FakeHost implements HostProvider {
    private static final long FIRST = 1;
    private static final long KERNEL = 2;
    private static final long SHELL = 4000;
    private static final long JVM = 4242;

    private static final int LOOPBACK_MTU = 65_536;

    private final HostState state = new HostState();
    private int nextInterface = HostState.LOOPBACK;
    private final FakeProcess thisJvm;

    /** A host of Linux on which nobody has opened a socket. */
    public FakeHost() {
        this("systemd");
    }

    /**
     * A host on which nobody has opened a socket.
     *
     * @param first the name of its first process, such as {@code launchd} on macOS
     */
    public FakeHost(String first) {
        synchronized (state) {
            begin(first, FIRST, "the first process").start();
            FakeProcessBuilder kernel = begin("kthreadd", KERNEL, "a thread of the kernel");
            kernel.kernelThread = true;
            kernel.executable = Optional.empty();
            kernel.start();
            FakeProcess shell = begin("bash", SHELL, "an ancestor of this JVM").start();
            FakeProcessBuilder jvm = begin("java", JVM, "this JVM").parent(shell);
            jvm.observer = true;
            thisJvm = jvm.start();
            networkInterface("lo")
                    .kind(InterfaceKind.LOOPBACK)
                    .mtu(LOOPBACK_MTU)
                    .address("127.0.0.1/8", InterfaceAddress.Flag.PERMANENT)
                    .address("::1/128", InterfaceAddress.Flag.PERMANENT)
                    .up();
        }
    }

    private FakeProcessBuilder begin(String name, long pid, String untouchable) {
        FakeProcessBuilder process = process(name).pid(pid);
        process.untouchable = Optional.of(untouchable);
        return process;
    }

    /** Begins a process of this name, which may hold anything. */
    public FakeProcessBuilder process(String name) {
        return new FakeProcessBuilder(state, name);
    }

    /** The process that this JVM is. */
    public FakeProcess thisJvm() {
        return thisJvm;
    }

    /** The parent of this JVM. */
    public FakeProcess shell() {
        synchronized (state) {
            return state.process(SHELL).orElseThrow();
        }
    }

    /** The process that has this pid now. */
    public Optional<FakeProcess> find(long pid) {
        synchronized (state) {
            return state.process(pid);
        }
    }

    /** From now on the library looks as this user: it can't read or signal what belongs to others, nor bind below 1024. */
    public FakeHost asUser(String name) {
        synchronized (state) {
            state.observer = name;
            return this;
        }
    }

    /** The user as whom the library looks. */
    public String user() {
        synchronized (state) {
            return state.observer;
        }
    }

    /** From now on each reading of the socket table names this gap. */
    public FakeHost gap(Gap gap) {
        synchronized (state) {
            state.gaps.add(gap);
            return this;
        }
    }

    /** From now on the socket table does not show TCP sockets that are bound and silent, as {@code /proc/net/tcp} does not. */
    public FakeHost withoutBoundSockets() {
        synchronized (state) {
            state.showsBound = false;
            return this;
        }
    }

    /** From now on no port can be bound over this family. */
    public FakeHost without(AddressFamily family) {
        synchronized (state) {
            state.families.remove(family);
            return this;
        }
    }

    /** From now on connections get their local ports from here; it is 32768 to 60999 before. */
    public FakeHost ephemeralPorts(PortRange range) {
        synchronized (state) {
            state.ephemeral = range;
            return this;
        }
    }

    /**
     * Leaves the server's end of a connection in {@code TIME_WAIT} on this port of 127.0.0.1, for 60 seconds.
     *
     * @param reuse whether the server, which is gone, had set {@code SO_REUSEADDR}
     */
    public FakeHost leaveBehind(int port, boolean reuse) {
        synchronized (state) {
            state.net.leaveBehind(port, reuse);
            return this;
        }
    }

    /**
     * The network interface of this name; a new one, switched off, if there is none. The host begins with {@code lo} alone, which
     * is on and has 127.0.0.1 and ::1.
     */
    public FakeInterface networkInterface(String name) {
        synchronized (state) {
            Optional<FakeInterface> known = state.interfaces.values().stream()
                    .filter(nic -> nic.name().equals(name))
                    .findFirst();
            return known.orElseGet(() -> {
                int index = nextInterface++;
                FakeInterface nic = new FakeInterface(state, name, index);
                state.interfaces.put(index, nic);
                return nic;
            });
        }
    }

    /**
     * The other host that has this address; a new one, on which nobody listens, if there is none. What is sent to an address that is
     * neither this host's own nor that of a remote is lost.
     *
     * @param address a literal, IPv4 or IPv6
     * @throws IllegalArgumentException if it is no address, or one of this host
     */
    public FakeRemote remote(String address) {
        InetAddress literal = literal(address);
        synchronized (state) {
            if (state.isOwn(literal)) {
                throw new IllegalArgumentException("an address of this host itself: " + address);
            }
            return state.remotes.computeIfAbsent(Address.of(literal), unknown -> new FakeRemote(state, literal));
        }
    }

    private static InetAddress literal(String text) {
        ScanTarget target = ScanTarget.parse(text);
        if (target.addresses() != 1) {
            throw new IllegalArgumentException("not an address: " + text);
        }
        try {
            return target.address(0);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + text, e);
        }
    }

    /** Adds a default route, made with {@link io.github.ports4j.spi.DefaultRouteBuilder}. */
    public FakeHost defaultRoute(DefaultRoute route) {
        synchronized (state) {
            state.routes.add(route);
            return this;
        }
    }

    /** Adds to a counter of a protocol, which is kept from now on. Connections count by themselves. */
    public FakeHost count(StatisticsProtocol protocol, String name, long more) {
        synchronized (state) {
            state.count(protocol, name, more);
            return this;
        }
    }

    /** Sends datagrams of this size to a UDP port of 127.0.0.1: they are counted, and go through {@code lo}. */
    public FakeHost sendDatagrams(int port, int count, int size) {
        synchronized (state) {
            state.sendDatagrams(port, count, size);
            return this;
        }
    }

    /** The packet filter; nobody has made a rule when the host is new. */
    public FakeFirewall firewall() {
        return new FakeFirewall(state);
    }

    /** Gives the host a file of services with these lines; it begins without one. */
    public FakeHost services(String lines) {
        synchronized (state) {
            state.services = Optional.of(lines);
            return this;
        }
    }

    /** Tells whether no socket has this local port, over either family. */
    public boolean isUnused(TransportPort port) {
        synchronized (state) {
            return state.net.isUnused(port.protocol(), port.number());
        }
    }

    /** Every signal that was sent, in order. Those that were not permitted are not among them. */
    public List<SentSignal> signals() {
        synchronized (state) {
            return List.copyOf(state.signals);
        }
    }

    /** Every probe of a port that was made, in order. */
    public List<MadeProbe> probes() {
        synchronized (state) {
            return List.copyOf(state.probes);
        }
    }

    /** How many holds on processes have been taken and not let go of; 0 after each call of the library. */
    public int openTargets() {
        synchronized (state) {
            return state.openTargets;
        }
    }

    /** How many connectors of the scanner have been opened and not closed; 0 when no scan is under way. */
    public int openConnectors() {
        synchronized (state) {
            return state.openConnectors;
        }
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Availability availability() {
        return Availability.available();
    }

    @Override
    public SocketTable sockets() {
        return new FakeSocketTable(state);
    }

    @Override
    public ProcessControl processes() {
        return new FakeProcesses(state, JVM);
    }

    @Override
    public PortProbe probe() {
        return new FakePortProbe(state);
    }

    @Override
    public NetworkInterfaces interfaces() {
        return new FakeInterfaces(state);
    }

    @Override
    public ProtocolStatistics statistics() {
        return new FakeStatistics(state);
    }

    @Override
    public Optional<ConnectEngine> connectEngine() {
        return Optional.of(new FakeConnectEngine(state));
    }

    @Override
    public PacketFilter packetFilter() {
        return new FakePacketFilter(state);
    }

    @Override
    public ServiceNames serviceNames() {
        synchronized (state) {
            return ServiceNames.parse(state.services.orElseThrow(
                    () -> new UnsupportedFeatureException("this fake host has no file of services")));
        }
    }

    @Override
    public PortRange ephemeralPorts() {
        synchronized (state) {
            return state.ephemeral;
        }
    }

    @Override
    public FakeClock clock() {
        return state.clock;
    }

    @Override
    public String toString() {
        return "fake host with " + find(JVM).orElseThrow();
    }
}
