package io.github.ports4j.core.free;

import io.github.ports4j.PlannedPort;
import io.github.ports4j.PortReport;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Refusal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.spi.HostValues;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be done about one port.
 *
 * @param kind what
 * @param report the port as it was seen
 * @param reason one sentence
 * @param hint what a person can do
 * @param refusal why nobody is signalled, if refused
 */
record Verdict(
        PlannedPort.Kind kind, PortReport report, String reason, Optional<String> hint, Optional<Refusal> refusal) {
    static Verdict refused(PortReport report, Refusal refusal, String reason, Optional<String> hint) {
        return new Verdict(PlannedPort.Kind.REFUSED, report, reason, hint, Optional.of(refusal));
    }

    static Verdict of(PlannedPort.Kind kind, PortReport report, String reason) {
        return new Verdict(kind, report, reason, report.hint(), Optional.empty());
    }

    /** Whether its holders are to be signalled. */
    boolean planned() {
        return kind == PlannedPort.Kind.PLANNED;
    }

    /** The sockets that hold the port, by inode. */
    Set<Long> inodes() {
        return report.sockets().stream()
                .flatMap(socket -> socket.inode().stream().boxed())
                .collect(Collectors.toSet());
    }

    /** The processes that hold it. */
    Set<ProcessId> holders() {
        return report.holders().stream().map(holder -> holder.id()).collect(Collectors.toSet());
    }

    /** Whether one of these sockets holds the port. */
    boolean holdsBy(SocketEntry socket) {
        return socket.inode().isPresent() && inodes().contains(socket.inode().getAsLong());
    }

    PlannedPort asPlanned() {
        return HostValues.plannedPort(kind, report, reason, hint, refusal);
    }
}
