package io.github.ports4j.cli;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.ClientConnection;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Gap;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.Owner;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Sockets;
import io.github.ports4j.Supervisor;
import io.github.ports4j.TcpState;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.InterfaceBuilder;
import io.github.ports4j.spi.Owners;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.SocketsBuilder;
import io.github.ports4j.spi.WifiBuilder;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values as the library would give them. */
final class Samples {
    static final TransportPort PORT = TransportPort.tcp(8080);
    static final String SECRET = "hunter2";
    static final Instant START = Instant.parse("2026-01-01T00:00:00.120Z");
    static final Instant NOW = START.plusSeconds(200);
    static final ProcessId JAVA = id(4711);
    static final Gap GAP = new Gap(
            Gap.Cause.PERMISSION, "processes' descriptors", 12, "other users' processes can be read by root only");

    private Samples() {}

    static ProcessId id(long pid) {
        return HostValues.processId(pid, 100 + pid, START);
    }

    static ProcessFacts.Builder facts(long pid, String name) {
        return ProcessFacts.of(id(pid), name, "alice")
                .executable(Path.of("/usr/bin/java"))
                .commandLine("java -jar shop.jar --password=" + SECRET);
    }

    static ProcessInfo java() {
        return process(4711);
    }

    static ProcessInfo process(long pid) {
        return HostValues.processInfo(facts(pid, "java").build(), Optional.empty(), Optional.empty());
    }

    static ProcessInfo supervisedContainer() {
        return HostValues.processInfo(
                facts(4711, "java").container("0123456789ab").build(),
                Optional.of(new Supervisor("systemd", "shop.service", "systemctl stop shop.service")),
                Optional.empty());
    }

    static ProcessInfo protectedBy(Protected protection) {
        return HostValues.processInfo(facts(4711, "java").build(), Optional.empty(), Optional.of(protection));
    }

    /** Nothing but what every system tells. */
    static ProcessInfo bare(String name) {
        return HostValues.processInfo(ProcessFacts.of(JAVA, name, "1000").build(), Optional.empty(), Optional.empty());
    }

    static SocketsBuilder listener(SocketsBuilder builder) {
        return builder.tcp(AddressFamily.IPV6, TcpState.LISTEN)
                .local(0, 0, 8080)
                .dualStack(true)
                .uid(1000)
                .inode(123);
    }

    static SocketEntry listenerOf(ProcessId... owners) {
        SocketsBuilder builder = new SocketsBuilder(1);
        listener(builder).add(owner(owners));
        return builder.build().list().get(0);
    }

    private static InetSocketAddress loopback(AddressFamily family, int port) {
        SocketsBuilder builder = new SocketsBuilder(1);
        builder.udp(family)
                .local(0, family == AddressFamily.IPV4 ? 0x7f000001 : 1, port)
                .add(Owners.none());
        return builder.build().list().get(0).local();
    }

    private static Owner owner(ProcessId... processes) {
        return processes.length == 0
                ? Owners.hidden("it belongs to another user")
                : Owners.known(List.of(processes), true);
    }

    static PortReport report(PortState state, ProcessInfo... holders) {
        boolean held = state == PortState.LISTENING || state == PortState.BOUND || state == PortState.UNKNOWN;
        return HostValues.report(
                PORT,
                state,
                "the reason for " + state,
                Optional.empty(),
                List.of(holders),
                held ? List.of(listenerOf(holders.length == 0 ? new ProcessId[0] : new ProcessId[] {JAVA})) : List.of(),
                List.of(),
                List.of(),
                List.of(),
                NOW);
    }

    static PortReport reportWithAll() {
        return HostValues.report(
                PORT,
                PortState.LISTENING,
                "a listening socket was found",
                Optional.of("docker stop web"),
                List.of(supervisedContainer()),
                List.of(listenerOf(JAVA)),
                List.of(
                        new ClientConnection(
                                Optional.of(id(77)),
                                loopback(AddressFamily.IPV4, 50000),
                                loopback(AddressFamily.IPV4, 8080)),
                        new ClientConnection(
                                Optional.empty(),
                                loopback(AddressFamily.IPV6, 50001),
                                loopback(AddressFamily.IPV6, 8080))),
                List.of(),
                List.of(GAP),
                NOW);
    }

    static SignalAttempt attempt() {
        return new SignalAttempt(
                JAVA,
                Signal.TERM,
                Duration.ZERO,
                SignalAttempt.Outcome.EXITED,
                Optional.of(Duration.ofMillis(212)),
                Optional.empty());
    }

    static SignalAttempt skipped() {
        return new SignalAttempt(
                JAVA,
                Signal.HUP,
                Duration.ofMillis(5),
                SignalAttempt.Outcome.SKIPPED,
                Optional.empty(),
                Optional.of("it ignores HUP"));
    }

    static FreeResult freed() {
        return HostValues.freeResult(
                FreeResult.Kind.FREED,
                report(PortState.FREE),
                "pid 4711 ended and the port can be bound",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(212)),
                Optional.of(true),
                List.of(attempt()));
    }

    static FreeResult result(FreeResult.Kind kind, Optional<Refusal> refusal, String hint) {
        return HostValues.freeResult(
                kind,
                report(PortState.LISTENING, java()),
                "the reason for " + kind,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint),
                refusal,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static PlannedPort planned(PlannedPort.Kind kind, Optional<Refusal> refusal) {
        return HostValues.plannedPort(
                kind, report(PortState.LISTENING, java()), "the reason for " + kind, Optional.empty(), refusal);
    }

    static PlannedTermination termination(ProcessInfo process) {
        List<SignalLadder.Rung> rungs = SignalLadder.parse("TERM:5s,HUP:2s").rungs();
        return HostValues.plannedTermination(
                process,
                List.of(
                        new PlannedTermination.Step(rungs.get(0), Optional.empty()),
                        new PlannedTermination.Step(rungs.get(1), Optional.of("it ignores HUP"))),
                List.of(TransportPort.tcp(8081)),
                Optional.of("it is stopped"));
    }

    static TerminationResult ended(TerminationResult.Kind kind, Optional<Refusal> refusal) {
        return HostValues.terminationResult(
                JAVA, kind, List.of(attempt()), "the reason for " + kind, Optional.of("a hint"), refusal);
    }

    /** A listener, a connection without a process, a hidden UDP socket on a link-local address, one that is only bound. */
    static Sockets sockets() {
        SocketsBuilder builder = new SocketsBuilder(4);
        listener(builder).add(Owners.known(List.of(JAVA, id(4712)), false));
        builder.tcp(AddressFamily.IPV4, TcpState.TIME_WAIT)
                .local(0, 0x7f000001, 8080)
                .remote(0, 0x7f000001, 50000)
                .add(Owners.none());
        builder.udp(AddressFamily.IPV6)
                .local(0xfe80_0000_0000_0000L, 1, 5353)
                .scope(2)
                .uid(70)
                .inode(9)
                .add(Owners.hidden("it belongs to another user"));
        builder.tcp(AddressFamily.IPV4, TcpState.CLOSED)
                .local(0, 0x7f000001, 22)
                .uid(-1)
                .inode(7)
                .add(Owners.notRead());
        return builder.gap(GAP).build();
    }

    /** A radio card without a carrier, with an address, all there is to know and counters near their end. */
    static NetworkInterfaceInfo wifi(String name, String network) {
        return new InterfaceBuilder(name, 4)
                .alternativeName("wlp2s0")
                .kind(InterfaceKind.WIFI)
                .driverKind("mac80211")
                .mtu(1500)
                .flags(Set.of(InterfaceFlag.UP))
                .carrier(false)
                .speed(866_700_000)
                .wifi(new WifiBuilder("station")
                        .network(network)
                        .frequency(5180)
                        .build())
                .address(ipv4("192.0.2.9"), 24)
                .broadcast(ipv4("192.0.2.255"))
                .received(-1, Long.MIN_VALUE, 1)
                .receivedToo(2, 0, 3)
                .sent(4, 5, 6)
                .sentToo(7, -2)
                .build();
    }

    /** A tunnel of which little is known. */
    static NetworkInterfaceInfo tunnel() {
        return new InterfaceBuilder("tun0", 5)
                .kind(InterfaceKind.TUNNEL)
                .mtu(1400)
                .flags(Set.of(InterfaceFlag.UP, InterfaceFlag.POINTOPOINT))
                .address(ipv4("192.0.2.17"), 32)
                .peer(ipv4("192.0.2.18"))
                .scope(InterfaceAddress.Scope.OTHER)
                .addressFlags(Set.of(InterfaceAddress.Flag.SECONDARY, InterfaceAddress.Flag.DEPRECATED))
                .received(0, 0, 0)
                .sent(0, 0, 0)
                .build();
    }

    /** One whose driver does not answer. */
    static NetworkInterfaceInfo failing() {
        return new InterfaceBuilder("eth3", 6)
                .kind(InterfaceKind.ETHERNET)
                .mtu(1500)
                .flags(Set.of(InterfaceFlag.UP))
                .speedFailure("its driver failed to tell the speed: ETIMEDOUT")
                .received(0, 0, 0)
                .sent(0, 0, 0)
                .build();
    }

    static Inet4Address ipv4(String literal) {
        try {
            return (Inet4Address) InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection of this host with itself. */
    static Sockets local() {
        SocketsBuilder builder = new SocketsBuilder(1);
        builder.tcp(AddressFamily.IPV4, TcpState.ESTABLISHED)
                .local(0, 0x7f000001, 8080)
                .remote(0, 0x7f000001, 50000)
                .add(Owners.none());
        return builder.build();
    }

    /** A connection from 192.0.2.7:40000 to 192.0.2.1:443, and a listener on all addresses on port 80. */
    static Sockets connection() {
        SocketsBuilder builder = new SocketsBuilder(2);
        builder.tcp(AddressFamily.IPV4, TcpState.ESTABLISHED)
                .local(0, 0xc0000207, 40000)
                .remote(0, 0xc0000201, 443)
                .add(Owners.none());
        builder.tcp(AddressFamily.IPV6, TcpState.LISTEN).local(0, 0, 80).add(Owners.none());
        return builder.build();
    }
}
