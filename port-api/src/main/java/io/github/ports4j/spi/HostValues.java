package io.github.ports4j.spi;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.FreeResult;
import io.github.ports4j.Gap;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Refusal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.Supervisor;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TransportPort;
import io.github.ports4j.internal.ValueFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the values of the API. A provider needs {@link #processId}; the others are port-core's. */
public final class HostValues {
    private static final ValueFactory VALUES = ValueFactory.get();

    private HostValues() {}

    /**
     * A process.
     *
     * @param pid positive
     * @param startToken the kernel's own record of the start, equal only for the same process
     * @param startTime the same as a time of day, for display
     */
    public static ProcessId processId(long pid, long startToken, Instant startTime) {
        if (pid <= 0) {
            throw new IllegalArgumentException("not a pid: " + pid);
        }
        return VALUES.processId(pid, startToken, startTime);
    }

    /** A process as users see it: the facts and what was judged of them. */
    public static ProcessInfo processInfo(
            ProcessFacts facts, Optional<Supervisor> supervisor, Optional<Protected> protection) {
        return VALUES.processInfo(facts, supervisor, protection);
    }

    /** The answer to {@link io.github.ports4j.Port#explain()}. */
    public static PortReport report(
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
        return VALUES.report(port, state, reason, hint, holders, sockets, clients, leftovers, gaps, at);
    }

    /** What would happen to one port. */
    public static PlannedPort plannedPort(
            PlannedPort.Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal) {
        return VALUES.plannedPort(kind, report, reason, hint, refusal);
    }

    /** Who would be signalled. */
    public static PlannedTermination plannedTermination(
            ProcessInfo process,
            List<PlannedTermination.Step> steps,
            List<TransportPort> otherPorts,
            Optional<String> note) {
        return VALUES.plannedTermination(process, steps, otherPorts, note);
    }

    /** What came of freeing one port. */
    public static FreeResult freeResult(
            FreeResult.Kind kind,
            PortReport report,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal,
            Optional<Duration> freedAfter,
            Optional<Boolean> strictlyBindable,
            List<SignalAttempt> attempts) {
        return VALUES.freeResult(kind, report, reason, hint, refusal, freedAfter, strictlyBindable, attempts);
    }

    /** What came of ending one process. */
    public static TerminationResult terminationResult(
            ProcessId process,
            TerminationResult.Kind kind,
            List<SignalAttempt> attempts,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal) {
        return VALUES.terminationResult(process, kind, attempts, reason, hint, refusal);
    }

    /**
     * How packets are filtered.
     *
     * @param manager who manages the filter
     * @param enabled whether anything filters
     * @param missing what this process lacks to change it; empty if it may
     * @param layers what filters, a line each, in the order in which packets meet it
     * @param notes what else should be known
     */
    public static FirewallStatus firewallStatus(
            FirewallManager manager,
            boolean enabled,
            Optional<String> missing,
            List<String> layers,
            List<String> notes) {
        return VALUES.firewallStatus(manager, enabled, missing, layers, notes);
    }

    /** What would be done to the packet filter. */
    public static FirewallPlan firewallPlan(
            FirewallAction action,
            FirewallRule rule,
            FirewallManager manager,
            List<FirewallCommand> commands,
            Optional<FirewallEffect> effect,
            String reason) {
        return VALUES.firewallPlan(action, rule, manager, commands, effect, reason);
    }

    /** Whether connections would be let in. */
    public static FirewallAnswer firewallAnswer(FirewallAnswer.Kind kind, String reason) {
        return VALUES.firewallAnswer(kind, reason);
    }
}
