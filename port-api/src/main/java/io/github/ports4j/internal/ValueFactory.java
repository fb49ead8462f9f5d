package io.github.ports4j.internal;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Gap;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.Owner;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.Refusal;
import io.github.ports4j.ScanProgress;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanResult;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Sockets;
import io.github.ports4j.Supervisor;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.Wifi;
import io.github.ports4j.spi.ProcessFacts;
import java.lang.reflect.Constructor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reaches the package-private constructors of the values, so that the API package shows no way to make them. The one
 * implementation is in that package and is found by its name: the two packages are one module, and this one is not exported.
 */
public interface ValueFactory {
    /** The one implementation. */
    static ValueFactory get() {
        try {
            Constructor<?> constructor =
                    Class.forName("io.github.ports4j.Values").getDeclaredConstructor();
            constructor.setAccessible(true);
            return (ValueFactory) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("port-api is incomplete", e);
        }
    }

    SocketEntry socket(SocketRow row);

    /** The socket's inode, 0 for none: without an object for each. */
    long inode(SocketEntry socket);

    Sockets sockets(List<SocketEntry> entries, List<Gap> gaps);

    Owner owner(Owner.Kind kind, List<ProcessId> processes, boolean exhaustive, String reason);

    ProcessId processId(long pid, long startToken, Instant startTime);

    ProcessInfo processInfo(ProcessFacts facts, Optional<Supervisor> supervisor, Optional<Protected> protection);

    PortReport report(
            TransportPort port,
            PortState state,
            String reason,
            Optional<String> hint,
            List<ProcessInfo> holders,
            List<SocketEntry> sockets,
            List<ClientConnection> clients,
            List<SocketEntry> leftovers,
            List<Gap> gaps,
            Instant at);

    PlannedPort plannedPort(
            PlannedPort.Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal);

    PlannedTermination plannedTermination(
            ProcessInfo process,
            List<PlannedTermination.Step> steps,
            List<TransportPort> otherPorts,
            Optional<String> note);

    FreeResult freeResult(
            FreeResult.Kind kind,
            PortReport report,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal,
            Optional<Duration> freedAfter,
            Optional<Boolean> strictlyBindable,
            List<SignalAttempt> attempts);

    TerminationResult terminationResult(
            ProcessId process,
            TerminationResult.Kind kind,
            List<SignalAttempt> attempts,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal);

    NetworkInterfaceInfo networkInterface(InterfaceRow row, List<AddressRow> addresses, CountersRow counters);

    DefaultRoute defaultRoute(RouteRow row);

    Wifi wifi(WifiRow row);

    ProtocolCounters protocolCounters(ProtocolRow row);

    ScanReport scanReport(ScanTable table);

    ScanResult scanResult(TransportProtocol protocol, InetSocketAddress address, ScanReason reason, long latencyNanos);

    ScanProgress scanProgress(long done, long total, long open, long probes, Duration elapsed);

    FirewallEntry firewallEntry(FirewallRow row);

    FirewallStatus firewallStatus(
            FirewallManager manager,
            boolean enabled,
            Optional<String> missing,
            List<String> layers,
            List<String> notes);

    FirewallPlan firewallPlan(
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            List<FirewallCommand> commands,
            Optional<FirewallEffect> effect,
            String reason);

    FirewallAnswer firewallAnswer(FirewallAnswer.Kind kind, String reason);
}
