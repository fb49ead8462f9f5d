package io.github.ports4j.core.explain;

import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.Supervisor;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of processes what protects them and what starts them again. Made for one question and one thread: this JVM and its
 * ancestors are looked at when the first process is to be judged, and remembered.
 */
public final class Judge {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    /** The first process of macOS. */
    private static final String LAUNCHD = "launchd";

    private final ProcessControl processes;
    private @Nullable Caller caller;

    public Judge(ProcessControl processes) {
        this.processes = processes;
    }

    /**
     * This JVM.
     *
     * @param pid of it
     * @param ancestors the pids of its parent, that one's parent and so on
     * @param root whether it runs as root
     */
    private record Caller(long pid, Set<Long> ancestors, boolean root) {
        static Caller of(ProcessControl processes) {
            long pid = processes.currentPid();
            Optional<ProcessFacts> self = visible(pid, processes);
            Set<Long> ancestors = new HashSet<>();
            OptionalLong next = self.isPresent() ? self.get().parent() : OptionalLong.empty();
            while (next.isPresent() && ancestors.add(next.getAsLong())) {
                next = parent(next.getAsLong(), processes);
            }
            return new Caller(
                    pid,
                    ancestors,
                    self.filter(facts -> facts.user().equals("root")).isPresent());
        }
    }

    private Caller caller() {
        Caller known = caller;
        if (known == null) {
            known = Caller.of(processes);
            caller = known;
        }
        return known;
    }

    /**
     * The process, if it can be seen. One that exists and is hidden from this user (proc(5), hidepid) belongs to another: its
     * own parents are not needed to protect it, since this user can't signal it, and it can't be told to be a supervisor.
     */
    private static Optional<ProcessFacts> visible(long pid, ProcessControl processes) {
        try {
            return processes.read(pid);
        } catch (SystemCallException hidden) {
            LOG.debug("process {} can't be looked at", pid, hidden);
            return Optional.empty();
        }
    }

    /** The parent of the process, if it can be seen. */
    private static OptionalLong parent(long pid, ProcessControl processes) {
        try {
            return processes.parent(pid);
        } catch (SystemCallException hidden) {
            LOG.debug("process {} can't be looked at", pid, hidden);
            return OptionalLong.empty();
        }
    }

    /** Whether this JVM runs as root. */
    boolean callerIsRoot() {
        return caller().root();
    }

    /** The parent of a process as users see it; empty if it has none that can be seen. */
    public Optional<ProcessInfo> parent(ProcessInfo process) {
        return process.parent().isEmpty()
                ? Optional.empty()
                : visible(process.parent().getAsLong(), processes).map(this::info);
    }

    /** The process as users see it, judged by itself. */
    public ProcessInfo info(ProcessFacts facts) {
        return HostValues.processInfo(facts, supervisor(facts), protection(facts, Optional.empty(), List.of()));
    }

    /** The holders of one port as users see them, judged together. */
    public List<ProcessInfo> holders(TransportPort port, List<ProcessFacts> facts) {
        Optional<TransportPort> shared = isShared(port, facts) ? Optional.of(port) : Optional.empty();
        return facts.stream()
                .map(holder -> HostValues.processInfo(holder, supervisor(holder), protection(holder, shared, facts)))
                .toList();
    }

    private static boolean isShared(TransportPort port, List<ProcessFacts> facts) {
        return port.protocol() == TransportProtocol.UDP
                && facts.stream().map(Judge::program).distinct().count() > 1;
    }

    private static String program(ProcessFacts facts) {
        return facts.executable().map(Objects::toString).orElseGet(facts::name);
    }

    private Optional<Supervisor> supervisor(ProcessFacts facts) {
        if (facts.service().isPresent()) {
            return facts.service();
        }
        return facts.parent().isEmpty()
                ? Optional.empty()
                : visible(facts.parent().getAsLong(), processes).flatMap(KnownPrograms::supervisor);
    }

    private Optional<Protected> protection(
            ProcessFacts facts, Optional<TransportPort> shared, List<ProcessFacts> holders) {
        long pid = facts.id().pid();
        if (pid == caller().pid()) {
            return because(Protection.SELF, "it is this JVM", "close the socket where this program opened it");
        }
        if (pid == 1) {
            return because(
                    Protection.INIT,
                    "it is the first process of the system; it holds ports for services that are not started yet",
                    facts.name().equals(LAUNCHD)
                            ? endOfJob(holders)
                            : "find the socket unit with: systemctl list-sockets; then: systemctl stop NAME.socket");
        }
        if (facts.kernelThread()) {
            return because(
                    Protection.KERNEL_THREAD,
                    "it is a thread of the kernel",
                    "stop the kernel's service, such as nfsd");
        }
        if (caller().ancestors().contains(pid)) {
            return because(Protection.ANCESTOR, "this JVM descends from it", "end it from outside");
        }
        Optional<Protection> known = KnownPrograms.protection(facts);
        if (known.isPresent()) {
            return Optional.of(known(known.get()));
        }
        return shared.flatMap(port -> because(
                Protection.SHARED,
                "different programs share " + port,
                "end the one you mean by its pid, or allow " + Protection.SHARED.label()));
    }

    /** launchd keeps the sockets of its jobs; a job that runs has the same socket, and may tell its label. */
    private static String endOfJob(List<ProcessFacts> holders) {
        return holders.stream()
                .flatMap(holder -> holder.service().stream())
                .filter(service -> service.kind().equals(LAUNCHD))
                .map(Supervisor::stop)
                .findFirst()
                .orElse("find the job with: launchctl list; then: launchctl bootout system/LABEL, or gui/UID/LABEL");
    }

    private static Protected known(Protection kind) {
        return switch (kind) {
            case CONTAINER_FORWARDER ->
                new Protected(
                        kind,
                        "it carries the ports of containers; ending it cuts off all that it carries",
                        Optional.of("find the container with: docker ps (or podman ps); then: docker stop NAME"));
            case SSHD ->
                new Protected(kind, "remote logins go through it, perhaps yours", Optional.of("systemctl stop ssh"));
            default ->
                new Protected(
                        kind,
                        "it is the AirPlay receiver of macOS",
                        Optional.of("switch off System Settings > General > AirDrop & Handoff > AirPlay Receiver"));
        };
    }

    private static Optional<Protected> because(Protection kind, String reason, String hint) {
        return Optional.of(new Protected(kind, reason, Optional.of(hint)));
    }
}
