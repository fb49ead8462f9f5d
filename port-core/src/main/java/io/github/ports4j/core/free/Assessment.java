package io.github.ports4j.core.free;

import io.github.ports4j.Gap;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PlannedTermination;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Refusal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.TransportPort;
import io.github.ports4j.core.explain.Inspector;
import io.github.ports4j.core.explain.Judge;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be done about some ports, and who would be signalled for it. Looks only; signals nobody.
 *
 * <p>All or nothing per port: one holder that may not be signalled, and none of the port's holders is, also not for the sake
 * of another port.
 */
final class Assessment {
    private final Map<TransportPort, Verdict> verdicts;
    private final List<Suspect> suspects;

    private Assessment(Map<TransportPort, Verdict> verdicts, List<Suspect> suspects) {
        this.verdicts = verdicts;
        this.suspects = suspects;
    }

    static Assessment of(HostProvider host, List<TransportPort> ports, FreeSettings settings) {
        return new Assessor(host, settings).assess(ports);
    }

    /** The ports in the order asked for, each with what is to be done. */
    Map<TransportPort, Verdict> verdicts() {
        return verdicts;
    }

    /** Who is to be signalled, each once, by pid. */
    List<Suspect> suspects() {
        return suspects;
    }

    List<PlannedPort> plannedPorts() {
        return verdicts.values().stream().map(Verdict::asPlanned).toList();
    }

    List<PlannedTermination> plannedTerminations(FreeSettings settings) {
        return suspects.stream()
                .map(suspect -> suspect.asPlanned(settings.ladder()))
                .toList();
    }

    /** This assessment, but with another verdict on some ports; who is then needed for no port is left out. */
    Assessment with(Map<TransportPort, Verdict> changed) {
        Map<TransportPort, Verdict> all = new LinkedHashMap<>(verdicts);
        all.putAll(changed);
        spreadRefusals(all);
        return new Assessment(all, stillNeeded(suspects, all));
    }

    /** A process that holds a refused port is signalled for no port. */
    private static void spreadRefusals(Map<TransportPort, Verdict> verdicts) {
        Set<ProcessId> untouchable = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Verdict verdict : verdicts.values()) {
                if (!verdict.planned()) {
                    untouchable.addAll(verdict.holders());
                }
            }
            for (Map.Entry<TransportPort, Verdict> entry : verdicts.entrySet()) {
                Verdict verdict = entry.getValue();
                Optional<ProcessInfo> shared = verdict.report().holders().stream()
                        .filter(holder -> untouchable.contains(holder.id()))
                        .findFirst();
                if (verdict.planned() && shared.isPresent()) {
                    entry.setValue(refusedFor(verdict, shared.get(), verdicts));
                    changed = true;
                }
            }
        }
    }

    private static Verdict refusedFor(Verdict verdict, ProcessInfo shared, Map<TransportPort, Verdict> verdicts) {
        Verdict other = verdicts.values().stream()
                .filter(each -> !each.planned() && each.holders().contains(shared.id()))
                .findFirst()
                .orElseThrow();
        return new Verdict(
                other.kind(),
                verdict.report(),
                shared + " also holds " + other.report().port() + ", and " + other.reason(),
                other.hint(),
                other.refusal());
    }

    private static List<Suspect> stillNeeded(List<Suspect> suspects, Map<TransportPort, Verdict> verdicts) {
        return suspects.stream()
                .filter(suspect -> suspect.ports().stream()
                        .anyMatch(port ->
                                verdicts.get(port) != null && verdicts.get(port).planned()))
                .toList();
    }

    /** Makes an assessment: one walk over the processes for all ports. */
    private static final class Assessor {
        private final HostProvider host;
        private final FreeSettings settings;
        private final Judge judge;
        private final Inspector inspector;
        private final Map<ProcessId, ProcessFacts> facts = new LinkedHashMap<>();

        private Assessor(HostProvider host, FreeSettings settings) {
            this.host = host;
            this.settings = settings;
            judge = new Judge(host.processes());
            inspector = new Inspector(host, judge);
        }

        private Assessment assess(List<TransportPort> ports) {
            Map<TransportPort, PortReport> reports = new LinkedHashMap<>();
            List<SocketEntry> table = List.of();
            if (ports.stream().anyMatch(inspector::isHeld)) {
                Sockets holding = host.sockets().read(SocketQuery.all().holding());
                table = holding.list();
                for (TransportPort port : ports) {
                    reports.put(port, report(port, table, holding.gaps()));
                }
            } else {
                for (TransportPort port : ports) {
                    reports.put(port, inspector.explain(port));
                }
            }
            Map<TransportPort, Verdict> verdicts = new LinkedHashMap<>();
            reports.forEach((port, report) -> verdicts.put(port, judge(report)));
            spreadRefusals(verdicts);
            Map<ProcessId, Suspect> suspects = suspects(verdicts, table);
            return new Assessment(verdicts, stillNeeded(List.copyOf(suspects.values()), verdicts));
        }

        private PortReport report(TransportPort port, List<SocketEntry> table, List<Gap> gaps) {
            Optional<PortReport> seen = inspector.held(port, table, gaps);
            return seen.filter(report -> !Inspector.hasHiddenHolder(report)).orElseGet(() -> inspector.explain(port));
        }

        private Verdict judge(PortReport report) {
            if (report.sockets().isEmpty()) {
                return switch (report.state()) {
                    case FREE, FREE_SOON -> Verdict.of(PlannedPort.Kind.ALREADY_FREE, report, report.reason());
                    default -> Verdict.of(PlannedPort.Kind.STILL_HELD, report, report.reason());
                };
            }
            if (report.state() == PortState.UNKNOWN) {
                boolean permission = report.gaps().stream().anyMatch(gap -> gap.cause() == Gap.Cause.PERMISSION);
                return Verdict.refused(
                        report, permission ? Refusal.NOT_PERMITTED : Refusal.HIDDEN, report.reason(), report.hint());
            }
            for (ProcessInfo holder : report.holders()) {
                Optional<Verdict> objection = objection(report, holder);
                if (objection.isPresent()) {
                    return objection.get();
                }
            }
            return Verdict.of(PlannedPort.Kind.PLANNED, report, "its holders are to be ended");
        }

        /** Why a process may not be signalled for this port; empty if it may, or is gone. */
        private Optional<Verdict> objection(PortReport report, ProcessInfo process) {
            Optional<Protected> kept = settings.protection(process);
            if (kept.isPresent()) {
                return Optional.of(Verdict.refused(
                        report,
                        Refusal.PROTECTED,
                        process + " is protected (" + kept.get().kind().label() + "): "
                                + kept.get().reason(),
                        kept.get().hint()));
            }
            if (!settings.condition().test(process)) {
                return Optional.of(Verdict.refused(
                        report,
                        Refusal.GUARD,
                        "the caller's condition does not hold for " + process,
                        Optional.empty()));
            }
            return permission(report, process);
        }

        private Optional<Verdict> permission(PortReport report, ProcessInfo process) {
            Optional<ProcessTarget> opened = host.processes().open(process.id());
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            try (ProcessTarget target = opened.get()) {
                if (target.permission() == ProcessTarget.Delivery.NOT_PERMITTED) {
                    return Optional.of(Verdict.refused(
                            report,
                            Refusal.NOT_PERMITTED,
                            "this user may not signal " + process,
                            Optional.of("run it as " + process.user() + " or as root, such as with sudo")));
                }
                Optional<ProcessFacts> now = target.facts();
                now.ifPresent(known -> facts.put(process.id(), known));
                return now.filter(Rungs::unreachable)
                        .flatMap(Rungs::frozen)
                        .map(frozen -> new Verdict(
                                PlannedPort.Kind.STILL_HELD,
                                report,
                                process + ": " + frozen,
                                Optional.of("thaw its cgroup first"),
                                Optional.empty()));
            }
        }

        private Map<ProcessId, Suspect> suspects(Map<TransportPort, Verdict> verdicts, List<SocketEntry> table) {
            Map<ProcessId, Suspect> found =
                    new TreeMap<>(Comparator.comparingLong(ProcessId::pid).thenComparingLong(ProcessId::startToken));
            for (Map.Entry<TransportPort, Verdict> entry : verdicts.entrySet()) {
                if (!entry.getValue().planned()) {
                    continue;
                }
                for (ProcessInfo holder : entry.getValue().report().holders()) {
                    ProcessFacts known = facts.get(holder.id());
                    if (known != null) { // else it has gone since
                        found.put(holder.id(), suspect(holder, known, verdicts, table));
                    }
                }
            }
            if (settings.descendants()) {
                for (Suspect holder : List.copyOf(found.values())) {
                    addDescendants(holder, verdicts, found);
                }
            }
            return found;
        }

        private static Suspect suspect(
                ProcessInfo holder, ProcessFacts facts, Map<TransportPort, Verdict> verdicts, List<SocketEntry> table) {
            List<TransportPort> ports = verdicts.entrySet().stream()
                    .filter(entry -> entry.getValue().planned()
                            && entry.getValue().holders().contains(holder.id()))
                    .map(Map.Entry::getKey)
                    .toList();
            List<TransportPort> others = table.stream()
                    .filter(socket -> socket.owner().includes(holder.id()))
                    .map(SocketEntry::port)
                    .filter(port -> !verdicts.containsKey(port))
                    .distinct()
                    .sorted()
                    .toList();
            return new Suspect(holder, facts, ports, others, false);
        }

        /** Adds the descendants of a holder, or refuses its ports if one of them may not be signalled. */
        private void addDescendants(
                Suspect holder, Map<TransportPort, Verdict> verdicts, Map<ProcessId, Suspect> found) {
            List<Suspect> descendants = new ArrayList<>();
            for (ProcessId id : host.processes().descendants(holder.info().id())) {
                Optional<ProcessFacts> now = host.processes()
                        .read(id.pid())
                        .filter(known -> known.id().equals(id));
                if (now.isEmpty() || now.get().state() == ProcessFacts.State.ZOMBIE || found.containsKey(id)) {
                    continue;
                }
                ProcessInfo info = judge.info(now.get());
                for (TransportPort port : holder.ports()) {
                    Optional<Verdict> objection =
                            objection(verdictOn(port, verdicts).report(), info);
                    if (objection.isPresent()) {
                        holder.ports()
                                .forEach(each ->
                                        verdicts.put(each, withReport(objection.get(), verdictOn(each, verdicts))));
                        spreadRefusals(verdicts);
                        return;
                    }
                }
                descendants.add(new Suspect(info, now.get(), holder.ports(), List.of(), true));
            }
            descendants.forEach(each -> found.put(each.info().id(), each));
        }

        private static Verdict verdictOn(TransportPort port, Map<TransportPort, Verdict> verdicts) {
            Verdict verdict = verdicts.get(port);
            if (verdict == null) {
                throw new IllegalStateException("no verdict on " + port);
            }
            return verdict;
        }

        private static Verdict withReport(Verdict objection, Verdict of) {
            return new Verdict(
                    objection.kind(), of.report(), objection.reason(), objection.hint(), objection.refusal());
        }
    }
}
