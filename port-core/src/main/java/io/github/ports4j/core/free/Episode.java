package io.github.ports4j.core.free;

import io.github.ports4j.FreeResult;
import io.github.ports4j.PortReport;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Refusal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.HostValues;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One port on its way to being free. */
final class Episode {
    /** Where it stands. */
    enum Phase {
        /** Its holders are being ended. */
        HELD,
        /** It was verified free, and is watched. */
        SETTLING,
        /** Its result is known. */
        DONE
    }

    private final TransportPort port;
    private final Set<Long> inodes;
    private final Map<ProcessId, Climb> climbs = new LinkedHashMap<>();
    private final Set<ProcessId> involved = new HashSet<>();
    private Phase phase = Phase.HELD;
    private long unexplainedSince;
    private boolean unexplained;
    private boolean unverified;
    private long settledAt;
    private Optional<Duration> freedAfter = Optional.empty();
    private Optional<Boolean> strictlyBindable = Optional.empty();
    private @Nullable PortReport freeReport;
    private @Nullable Ending ending;

    private record Ending(
            FreeResult.Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal) {}

    Episode(TransportPort port, Verdict verdict) {
        this.port = port;
        inodes = new HashSet<>(verdict.inodes());
    }

    TransportPort port() {
        return port;
    }

    boolean held() {
        return phase == Phase.HELD;
    }

    boolean settling() {
        return phase == Phase.SETTLING;
    }

    boolean done() {
        return phase == Phase.DONE;
    }

    /** Adds a process that is ended for this port. */
    void add(Climb climb) {
        climbs.put(climb.process(), climb);
        involved.add(climb.process());
    }

    /** Whether the process is ended for this port. */
    boolean involves(ProcessId process) {
        return involved.contains(process);
    }

    /** Whether one of its processes may still end. */
    boolean climbing() {
        return climbs.values().stream().anyMatch(Climb::climbing);
    }

    boolean anySent() {
        return climbs.values().stream().anyMatch(Climb::anySent);
    }

    boolean anyIn(Climb.State state) {
        return climbs.values().stream().anyMatch(climb -> climb.state() == state);
    }

    /** Whether the socket is one of those that held the port from the beginning, or was made by one of its holders. */
    boolean owns(SocketEntry socket) {
        return socket.port().equals(port)
                && socket.inode().isPresent()
                && inodes.contains(socket.inode().getAsLong());
    }

    /** Counts a socket to those that hold the port from the beginning: a holder has closed one and opened another. */
    void adopt(SocketEntry socket) {
        socket.inode().ifPresent(inodes::add);
    }

    /** Whether the table was seen without a holder, and the port could not be bound, when it was looked at last. */
    boolean unverified() {
        return unverified;
    }

    /** What the last look saw of that. */
    void unverified(boolean seen) {
        unverified = seen;
    }

    /** How long, in nanoseconds, something has been seen that nothing explains. */
    long unexplainedFor(long now) {
        if (!unexplained) {
            unexplained = true;
            unexplainedSince = now;
        }
        return now - unexplainedSince;
    }

    /** That the port was verified free, and is watched until a time of the clock. */
    void freed(Duration after, Optional<Boolean> strict, PortReport report, long watchUntil) {
        phase = Phase.SETTLING;
        freedAfter = Optional.of(after);
        strictlyBindable = strict;
        freeReport = report;
        settledAt = watchUntil;
    }

    long settledAt() {
        return settledAt;
    }

    Optional<Duration> freedAfter() {
        return freedAfter;
    }

    /** The report of when it was verified free. */
    PortReport freeReport() {
        return Objects.requireNonNull(freeReport, "was never free");
    }

    void end(FreeResult.Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal) {
        phase = Phase.DONE;
        ending = new Ending(kind, report, reason, hint, refusal);
    }

    /** The end of one whose verdict says it all. */
    void end(FreeResult.Kind kind, Verdict said) {
        end(kind, said.report(), said.reason(), said.hint(), said.refusal());
    }

    /** Whether nobody may be signalled for it. */
    boolean refused() {
        return ending != null && ending.kind == FreeResult.Kind.REFUSED;
    }

    /** The result, with the steps that belong to it. */
    FreeResult result(AttemptLog log) {
        Ending end = Objects.requireNonNull(ending, "not done");
        return HostValues.freeResult(
                end.kind,
                end.report,
                end.reason,
                end.hint,
                end.refusal,
                end.kind == FreeResult.Kind.ALREADY_FREE ? Optional.empty() : freedAfter,
                strictlyBindable,
                log.attempts(involved));
    }
}
