package io.github.ports4j;

import io.github.ports4j.internal.AddressRow;
import io.github.ports4j.internal.CountersRow;
import io.github.ports4j.internal.FirewallRow;
import io.github.ports4j.internal.InterfaceRow;
import io.github.ports4j.internal.ProtocolRow;
import io.github.ports4j.internal.RouteRow;
import io.github.ports4j.internal.ScanTable;
import io.github.ports4j.internal.SocketRow;
import io.github.ports4j.internal.ValueFactory;
import io.github.ports4j.internal.WifiRow;
import io.github.ports4j.spi.ProcessFacts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls the constructors of this package for the builders in {@code spi}. */
final class Values implements ValueFactory {
    Values() {}

    @Override
    public SocketEntry socket(SocketRow row) {
        return new SocketEntry(row);
    }

    @Override
    public long inode(SocketEntry socket) {
        return socket.inodeNumber();
    }

    @Override
    public Sockets sockets(List<SocketEntry> entries, List<Gap> gaps) {
        return new Sockets(entries, gaps);
    }

    @Override
    public Owner owner(Owner.Kind kind, List<ProcessId> processes, boolean exhaustive, String reason) {
        return new Owner(kind, processes, exhaustive, reason);
    }

    @Override
    public ProcessId processId(long pid, long startToken, Instant startTime) {
        return new ProcessId(pid, startToken, startTime);
    }

    @Override
    public ProcessInfo processInfo(
            ProcessFacts facts, Optional<Supervisor> supervisor, Optional<Protected> protection) {
        return new ProcessInfo(
                facts.id(),
                facts.name(),
                facts.executable(),
                facts.commandLine(),
                facts.user(),
                facts.parent(),
                supervisor,
                facts.container(),
                protection);
    }

    @Override
    public PortReport report(
            TransportPort port,
            PortState state,
            String reason,
            Optional<String> hint,
            List<ProcessInfo> holders,
            List<SocketEntry> sockets,
            List<ClientConnection> clients,
            List<SocketEntry> leftovers,
            List<Gap> gaps,
            Instant at) {
        return new PortReport(port, state, reason, hint, holders, sockets, clients, leftovers, gaps, at);
    }

    @Override
    public PlannedPort plannedPort(
            PlannedPort.Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal) {
        return new PlannedPort(kind, report, reason, hint, refusal);
    }

    @Override
    public PlannedTermination plannedTermination(
            ProcessInfo process,
            List<PlannedTermination.Step> steps,
            List<TransportPort> otherPorts,
            Optional<String> note) {
        return new PlannedTermination(process, steps, otherPorts, note);
    }

    @Override
    public FreeResult freeResult(
            FreeResult.Kind kind,
            PortReport report,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal,
            Optional<Duration> freedAfter,
            Optional<Boolean> strictlyBindable,
            List<SignalAttempt> attempts) {
        return new FreeResult(kind, report, reason, hint, refusal, freedAfter, strictlyBindable, attempts);
    }

    @Override
    public TerminationResult terminationResult(
            ProcessId process,
            TerminationResult.Kind kind,
            List<SignalAttempt> attempts,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal) {
        return new TerminationResult(process, kind, attempts, reason, hint, refusal);
    }

    @Override
    public NetworkInterfaceInfo networkInterface(InterfaceRow row, List<AddressRow> addresses, CountersRow counters) {
        return new NetworkInterfaceInfo(row, addresses, counters);
    }

    @Override
    public DefaultRoute defaultRoute(RouteRow row) {
        return new DefaultRoute(row);
    }

    @Override
    public Wifi wifi(WifiRow row) {
        return new Wifi(row);
    }

    @Override
    public ProtocolCounters protocolCounters(ProtocolRow row) {
        return new ProtocolCounters(row);
    }

    @Override
    public ScanReport scanReport(ScanTable table) {
        return new ScanReport(table);
    }

    @Override
    public ScanResult scanResult(
            TransportProtocol protocol, InetSocketAddress address, ScanReason reason, long latencyNanos) {
        return new ScanResult(protocol, address, reason, latencyNanos);
    }

    @Override
    public ScanProgress scanProgress(long done, long total, long open, long probes, Duration elapsed) {
        return new ScanProgress(done, total, open, probes, elapsed);
    }

    @Override
    public FirewallEntry firewallEntry(FirewallRow row) {
        return new FirewallEntry(row);
    }

    @Override
    public FirewallStatus firewallStatus(
            FirewallManager manager,
            boolean enabled,
            Optional<String> missing,
            List<String> layers,
            List<String> notes) {
        return new FirewallStatus(manager, enabled, missing, layers, notes);
    }

    @Override
    public FirewallPlan firewallPlan(
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            List<FirewallCommand> commands,
            Optional<FirewallEffect> effect,
            String reason) {
        return new FirewallPlan(action, rule, manager, commands, effect, reason);
    }

    @Override
    public FirewallAnswer firewallAnswer(FirewallAnswer.Kind kind, String reason) {
        return new FirewallAnswer(kind, reason);
    }
}
