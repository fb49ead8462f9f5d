package io.github.ports4j.core.free;

import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.PortReport;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Refusal;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportPort;
import io.github.ports4j.core.explain.Inspector;
import io.github.ports4j.core.explain.Judge;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the parts of a run share: the ports, the processes that are ended for them, and the ways a port's story can end. Owns the
 * hold on every process.
 */
final class RunState implements AutoCloseable {
    private final HostProvider host;
    private final FreeSettings settings;
    private final Judge judge;
    private final Inspector inspector;
    private final AttemptLog log;
    private final long deadline;
    private final Map<TransportPort, Episode> episodes = new LinkedHashMap<>();
    private final Map<ProcessId, Climb> climbs = new LinkedHashMap<>();
    private final Set<ProcessId> descendants = new HashSet<>();

    RunState(HostProvider host, FreeSettings settings, long start) {
        this.host = host;
        this.settings = settings;
        judge = new Judge(host.processes());
        inspector = new Inspector(host, judge);
        log = new AttemptLog(host.clock(), start);
        deadline = start + settings.within().toNanos();
    }

    HostProvider host() {
        return host;
    }

    HostClock clock() {
        return host.clock();
    }

    FreeSettings settings() {
        return settings;
    }

    Judge judge() {
        return judge;
    }

    Inspector inspector() {
        return inspector;
    }

    AttemptLog log() {
        return log;
    }

    /** By the clock's nanoseconds, when all of it has to end. */
    long deadline() {
        return deadline;
    }

    boolean pastDeadline() {
        return clock().nanoTime() - deadline >= 0;
    }

    Collection<Episode> episodes() {
        return episodes.values();
    }

    void add(Episode episode) {
        episodes.put(episode.port(), episode);
    }

    /** The processes that are ended; a copy, since looking at one can bring more. */
    List<Climb> climbs() {
        return List.copyOf(climbs.values());
    }

    /** The processes that are ended for this port. */
    List<Climb> climbs(Episode episode) {
        return climbs.values().stream()
                .filter(climb -> episode.involves(climb.process()))
                .toList();
    }

    /** Whether the process is ended as the descendant of a holder, whatever becomes of the port. */
    boolean isDescendant(Climb climb) {
        return descendants.contains(climb.process());
    }

    /** Takes hold of a process; one that is gone needs nothing. */
    void recruit(Suspect suspect) {
        ProcessId process = suspect.info().id();
        if (!climbs.containsKey(process)) {
            host.processes()
                    .open(process)
                    .ifPresent(target -> climbs.put(process, new Climb(target, settings.ladder(), clock(), log)));
        }
        Climb climb = climbs.get(process);
        if (climb == null) {
            return;
        }
        if (suspect.descendant()) {
            descendants.add(process);
        }
        for (TransportPort port : suspect.ports()) {
            Episode episode = episodes.get(port);
            if (episode != null && episode.held()) {
                episode.add(climb);
            }
        }
    }

    /** The sockets that hold the port now, with their owners. */
    Sockets owners(Episode episode) {
        return host.sockets()
                .read(SocketQuery.of(episode.port().protocol())
                        .holding()
                        .port(episode.port().number()));
    }

    PortReport reportNow(Episode episode) {
        return inspector.explain(episode.port());
    }

    static String names(List<ProcessInfo> processes) {
        return processes.stream().map(ProcessInfo::toString).collect(Collectors.joining(", "));
    }

    /** Ends a port's story: nobody is signalled for it any more. */
    void refuse(Episode episode, Refusal refusal, String reason) {
        if (episode.held()) {
            episode.end(Kind.REFUSED, reportNow(episode), reason, Optional.empty(), Optional.of(refusal));
        }
    }

    /** Ends a port's story: it is not free. */
    void stillHeld(Episode episode, String reason, Optional<String> hint) {
        PortReport report = reportNow(episode);
        episode.end(Kind.STILL_HELD, report, reason, hint.isPresent() ? hint : report.hint(), Optional.empty());
    }

    @Override
    public void close() {
        climbs.values().forEach(Climb::close);
    }
}
