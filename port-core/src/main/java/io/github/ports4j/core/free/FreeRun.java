package io.github.ports4j.core.free;

import io.github.ports4j.FreeResult;
import io.github.ports4j.FreeResult.Kind;
import io.github.ports4j.Owner;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Refusal;
import io.github.ports4j.Signal;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.Supervisor;
import io.github.ports4j.TransportPort;
import io.github.ports4j.core.explain.BindCheck;
import io.github.ports4j.core.explain.Inspector;
import io.github.ports4j.core.explain.Judge;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries out an assessment: one loop in the caller's thread that takes the steps that are due, looks at the table, and waits
 * for whatever comes first. Used once.
 */
final class FreeRun {
    /** How often the table is looked at while processes end: nothing tells when a port is let go of. */
    private static final Duration SHORTEST_TICK = Duration.ofMillis(1);

    private static final Duration LONGEST_TICK = Duration.ofMillis(16);

    /** How long a port may be busy with nobody to be seen, once its holders have gone: a kernel closes some sockets late. */
    private static final Duration LATE_CLOSE = Duration.ofMillis(250);

    private final HostProvider host;
    private final HostClock clock;
    private final FreeSettings settings;
    private final Judge judge;
    private final Inspector inspector;
    private final BindCheck bind;
    private final AttemptLog log;
    private final long deadline;
    private final Map<TransportPort, Episode> episodes = new LinkedHashMap<>();
    private final Map<ProcessId, Climb> climbs = new LinkedHashMap<>();
    private final Set<ProcessId> descendants = new HashSet<>();
    private final Assessment assessment;
    private Duration tick = SHORTEST_TICK;

    FreeRun(HostProvider host, FreeSettings settings, Assessment assessment, long start) {
        this.host = host;
        this.settings = settings;
        this.assessment = assessment;
        clock = host.clock();
        judge = new Judge(host.processes());
        inspector = new Inspector(host, judge);
        bind = new BindCheck(host.probe());
        log = new AttemptLog(clock, start);
        deadline = start + settings.within().toNanos();
    }

    List<FreeResult> run() {
        try {
            begin();
            while (!finished()) {
                step();
            }
            return episodes.values().stream()
                    .map(episode -> episode.result(log))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            climbs.values().forEach(Climb::stop);
            throw new PortInterruptedException(log.attempts());
        } catch (RuntimeException e) {
            if (!log.attempts().isEmpty()) {
                e.addSuppressed(new IllegalStateException("before this, signals had been sent: " + log.attempts()));
            }
            throw e;
        } finally {
            climbs.values().forEach(Climb::close);
        }
    }

    private void begin() {
        assessment.verdicts().forEach((port, verdict) -> {
            Episode episode = new Episode(port, verdict);
            episodes.put(port, episode);
            switch (verdict.kind()) {
                case PLANNED -> {}
                case ALREADY_FREE -> end(episode, Kind.ALREADY_FREE, verdict);
                case REFUSED -> end(episode, Kind.REFUSED, verdict);
                case STILL_HELD -> end(episode, Kind.STILL_HELD, verdict);
            }
        });
        // all are taken hold of before the first is signalled: what fails here fails with nothing done
        assessment.suspects().forEach(this::recruit);
    }

    /** Takes hold of a process; one that is gone needs nothing. */
    private void recruit(Suspect suspect) {
        host.processes().open(suspect.info().id()).ifPresent(target -> {
            Climb climb = new Climb(target, settings.ladder(), clock, log);
            climbs.put(climb.process(), climb);
            if (suspect.descendant()) {
                descendants.add(climb.process());
            }
            for (TransportPort port : suspect.ports()) {
                Episode episode = episodes.get(port);
                if (episode != null && episode.held()) {
                    episode.add(climb);
                }
            }
        });
    }

    private boolean finished() {
        return episodes.values().stream().allMatch(Episode::done)
                && climbs.values().stream()
                        .noneMatch(climb -> climb.climbing() && descendants.contains(climb.process()));
    }

    private void step() throws InterruptedException {
        climbs.values().forEach(Climb::observe);
        for (Episode episode : episodes.values()) {
            if (episode.held()) {
                look(episode);
            } else if (episode.settling()) {
                watch(episode);
            }
        }
        if (clock.nanoTime() - deadline >= 0) {
            expire();
            return;
        }
        for (Climb climb : List.copyOf(climbs.values())) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int steps = log.attempts().size();
            climb.advance(facts -> mayStep(climb, facts));
            if (log.attempts().size() != steps) {
                tick = SHORTEST_TICK;
            }
        }
        for (Episode episode : episodes.values()) {
            if (episode.held() && !episode.climbing()) {
                conclude(episode);
            }
        }
        if (!finished()) {
            await();
        }
    }

    /** Waits for an end, a step that is due, or the next look at the table. */
    private void await() throws InterruptedException {
        long now = clock.nanoTime();
        long wait = Math.min(tick.toNanos(), deadline - now);
        List<ProcessTarget> targets = new ArrayList<>();
        for (Climb climb : climbs.values()) {
            if (climb.climbing()) {
                targets.add(climb.target());
                wait = Math.min(wait, climb.dueAt() - now);
            }
        }
        for (Episode episode : episodes.values()) {
            if (episode.settling()) {
                wait = Math.min(wait, episode.settledAt() - now);
            }
        }
        if (wait <= 0) {
            return;
        }
        if (targets.isEmpty()) {
            clock.pause(Duration.ofNanos(wait));
        } else {
            host.processes().awaitExit(targets, Duration.ofNanos(wait));
        }
        tick = tick.compareTo(LONGEST_TICK) < 0 ? tick.multipliedBy(2) : tick;
    }

    // --- before a signal

    /** Whether a process may get its next signal: it is still who it was, still wanted, and still in the way. */
    private Climb.Answer mayStep(Climb climb, ProcessFacts facts) {
        List<Episode> wanting = episodes.values().stream()
                .filter(episode -> episode.involves(climb.process()))
                .toList();
        if (descendants.contains(climb.process())) {
            if (wanting.stream().anyMatch(Episode::refused)) {
                return Climb.Answer.NO;
            }
        } else if (wanting.stream().noneMatch(Episode::held)) {
            return Climb.Answer.NO;
        } else if (!stillHolds(climb, wanting)) {
            if (!climb.anySent()) {
                Signal first = settings.ladder().rungs().get(0).signal();
                log.begin(climb.process(), first, Optional.of("it no longer holds the port"))
                        .not(SignalAttempt.Outcome.SKIPPED);
            }
            return Climb.Answer.LET_GO;
        }
        ProcessInfo info = judge.info(facts);
        Optional<Protected> kept = settings.protection(info);
        if (kept.isPresent()) {
            String reason = info + " is protected (" + kept.get().kind().label() + "): "
                    + kept.get().reason();
            wanting.forEach(episode -> refuse(episode, Refusal.PROTECTED, reason));
            return Climb.Answer.NO;
        }
        if (!settings.condition().test(info)) {
            String reason = "the caller's condition does not hold for " + info + " any more";
            wanting.forEach(episode -> refuse(episode, Refusal.GUARD, reason));
            return Climb.Answer.NO;
        }
        return Climb.Answer.GO;
    }

    private boolean stillHolds(Climb climb, List<Episode> wanting) {
        Sockets its = host.sockets()
                .read(SocketQuery.all().holding().ownedBy(climb.process().pid()));
        return its.stream()
                .anyMatch(socket -> socket.owner().includes(climb.process())
                        && wanting.stream().anyMatch(episode -> episode.held() && episode.owns(socket)));
    }

    private void refuse(Episode episode, Refusal refusal, String reason) {
        if (episode.held()) {
            end(episode, Kind.REFUSED, reportNow(episode), reason, Optional.empty(), Optional.of(refusal));
        }
    }

    // --- the table

    private void look(Episode episode) {
        Sockets holding = inspector.holding(episode.port());
        if (holding.isEmpty()) {
            verify(episode, holding.complete());
        } else if (holding.stream().noneMatch(episode::owns)) {
            newcomers(episode);
        }
    }

    /** The table shows no holder: binds the port for a moment. */
    private void verify(Episode episode, boolean allSeen) {
        switch (bind.check(episode.port())) {
            case BINDABLE -> freed(episode, Optional.of(true), "verified: nobody holds it, and it can be bound");
            case WITH_REUSE -> {
                // where the table can't show who is bound and silent, only a connection that was seen explains it
                if (allSeen || !inspector.lingering(episode.port()).isEmpty()) {
                    freed(
                            episode,
                            Optional.of(false),
                            "verified: nobody holds it, and it can be bound with SO_REUSEADDR; connections of its former holder linger");
                }
            }
            case NOT_PERMITTED -> {
                if (allSeen) {
                    freed(
                            episode,
                            Optional.empty(),
                            "nobody holds it, by the table alone: this user may not bind " + episode.port()
                                    + ", so it was not tried");
                }
            }
            case IN_USE -> {} // what is in the way is no holder: conclude() names it once the holders have had their
            // time
        }
    }

    private void freed(Episode episode, Optional<Boolean> strict, String reason) {
        boolean lingers = !strict.orElse(true);
        PortReport report = inspector.free(
                episode.port(),
                lingers ? PortState.FREE_SOON : PortState.FREE,
                reason,
                lingers ? inspector.lingering(episode.port()).list() : List.of());
        episode.freed(
                log.now(), strict, report, clock.nanoTime() + settings.settle().toNanos());
        release(episode);
        if (!episode.anySent()) {
            end(episode, Kind.ALREADY_FREE, report, reason, Optional.empty(), Optional.empty());
        }
    }

    /** Lets those go who are needed for no other port. */
    private void release(Episode episode) {
        climbs.values().stream()
                .filter(climb -> episode.involves(climb.process()) && !descendants.contains(climb.process()))
                .filter(climb ->
                        episodes.values().stream().noneMatch(other -> other.held() && other.involves(climb.process())))
                .forEach(Climb::letGo);
    }

    /** The sockets that held the port are gone, and others hold it. */
    private void newcomers(Episode episode) {
        Sockets now = owners(episode);
        List<SocketEntry> others =
                now.stream().filter(socket -> !episode.owns(socket)).toList();
        boolean itsOwn = others.stream()
                .allMatch(socket -> socket.owner().kind() == Owner.Kind.KNOWN
                        && socket.owner().processes().stream().allMatch(episode::involves));
        if (itsOwn) { // a server that opens its port anew on HUP
            others.forEach(episode::adopt);
        } else {
            respawned(episode, now);
        }
    }

    private void watch(Episode episode) {
        if (!inspector.holding(episode.port()).isEmpty()) {
            Sockets now = owners(episode);
            if (!now.isEmpty()) {
                respawned(episode, now);
                return;
            }
        }
        if (clock.nanoTime() - episode.settledAt() >= 0) {
            PortReport report = episode.freeReport();
            end(episode, Kind.FREED, report, report.reason(), Optional.empty(), Optional.empty());
        }
    }

    private Sockets owners(Episode episode) {
        return host.sockets()
                .read(SocketQuery.of(episode.port().protocol())
                        .holding()
                        .port(episode.port().number()));
    }

    private void respawned(Episode episode, Sockets now) {
        Optional<PortReport> seen = inspector.held(episode.port(), now.list(), now.gaps());
        if (seen.isEmpty()) {
            return; // it has gone again; the next look tells
        }
        List<ProcessInfo> holders = seen.get().holders();
        List<ProcessInfo> others = holders.stream()
                .filter(holder -> !episode.involves(holder.id()))
                .toList();
        List<ProcessInfo> takers = others.isEmpty() ? holders : others; // one that was let live may take it itself
        String who = takers.isEmpty() ? "somebody who can't be seen" : names(takers);
        String when = episode.freedAfter()
                .map(time -> log.now().minus(time).toMillis() + " ms after it was free")
                .orElse("before it was seen to be free");
        end(
                episode,
                Kind.RESPAWNED,
                seen.get(),
                who + " took it again " + when,
                takers.stream().findFirst().flatMap(this::howToStop),
                Optional.empty());
    }

    private static String names(List<ProcessInfo> processes) {
        return processes.stream().map(ProcessInfo::toString).collect(Collectors.joining(", "));
    }

    private Optional<String> howToStop(ProcessInfo taker) {
        Optional<String> stop = taker.supervisor().map(Supervisor::stop);
        if (stop.isPresent() || taker.parent().isEmpty() || taker.parent().getAsLong() == 1) {
            return stop;
        }
        return judge.parent(taker).map(parent -> "its parent " + parent + " may start it; end that first");
    }

    // --- the end

    /** None of the port's processes has a step to come, and it is not free. */
    private void conclude(Episode episode) {
        if (episode.anyIn(Climb.State.NOT_PERMITTED)) {
            refuse(episode, Refusal.NOT_PERMITTED, "the system did not permit a signal");
            return;
        }
        if (episode.anyIn(Climb.State.UNREACHABLE)) {
            stillHeld(
                    episode,
                    "a holder is frozen by the cgroup v1 freezer, and no signal reaches it, not even KILL",
                    Optional.of("thaw its cgroup first"));
            return;
        }
        Sockets now = owners(episode);
        if (now.isEmpty()) {
            concludeUnheld(episode);
            return;
        }
        Set<ProcessId> holders = now.stream()
                .flatMap(socket -> socket.owner().processes().stream())
                .collect(Collectors.toSet());
        if (holders.isEmpty()) {
            if (lateClosePassed(episode)) {
                stillHeld(
                        episode,
                        "its known holders are gone, and it is still held: "
                                + now.list().get(0).owner().reason(),
                        Optional.empty());
            }
        } else if (holders.stream().allMatch(episode::involves)) {
            concludeStubborn(episode, holders);
        } else if (now.stream().anyMatch(episode::owns)) {
            heirs(episode);
        } // else a newcomer: the next look tells
    }

    /** Whether every holder has had every step; one that was let alone because it had let go may hold it again. */
    private void concludeStubborn(Episode episode, Set<ProcessId> holders) {
        List<ProcessInfo> left = reportNow(episode).holders().stream()
                .filter(holder -> holders.contains(holder.id()))
                .toList();
        boolean allGone =
                holders.stream().map(climbs::get).allMatch(climb -> climb != null && climb.state() == Climb.State.GONE);
        if (allGone && !lateClosePassed(episode)) {
            return;
        }
        stillHeld(episode, "the whole ladder was climbed, and it is still held by " + names(left), Optional.empty());
    }

    private void concludeUnheld(Episode episode) {
        List<SocketEntry> lingering = inspector.lingering(episode.port()).list();
        if (lingering.isEmpty()) {
            if (lateClosePassed(episode)) {
                stillHeld(
                        episode,
                        "its holders are gone and the table shows nobody, but it could not be verified that it can be bound",
                        Optional.empty());
            }
            return;
        }
        String reason =
                "nobody holds it any more, but " + Inspector.connections(lingering) + " keep it from being bound";
        PortReport report = inspector.free(episode.port(), PortState.UNKNOWN, reason, lingering);
        end(
                episode,
                Kind.STILL_HELD,
                report,
                reason,
                Optional.of("wait until they have gone (TIME_WAIT takes a minute), or end their other ends"),
                Optional.empty());
    }

    private boolean lateClosePassed(Episode episode) {
        return episode.unexplainedFor(clock.nanoTime()) >= LATE_CLOSE.toNanos();
    }

    /** Others hold the very socket that held the port: children that were forked meanwhile. They are ended like the first. */
    private void heirs(Episode episode) {
        Assessment again = Assessment.of(host, List.of(episode.port()), settings);
        Verdict verdict = Objects.requireNonNull(again.verdicts().get(episode.port()));
        if (verdict.report().sockets().isEmpty()) {
            return; // it has become free; the next look tells
        }
        if (!verdict.planned()) {
            end(
                    episode,
                    verdict.refusal().isPresent() ? Kind.REFUSED : Kind.STILL_HELD,
                    verdict.report(),
                    verdict.reason(),
                    verdict.hint(),
                    verdict.refusal());
            return;
        }
        again.suspects().stream()
                .filter(suspect -> !episode.involves(suspect.info().id()))
                .filter(suspect -> suspect.descendant()
                        || verdict.report().sockets(suspect.info().id()).stream()
                                .anyMatch(episode::owns))
                .forEach(this::recruit);
    }

    private void expire() {
        for (Episode episode : episodes.values()) {
            if (episode.settling()) {
                PortReport report = episode.freeReport();
                end(
                        episode,
                        Kind.FREED,
                        report,
                        report.reason() + "; the time for all of it ended before the settle window did",
                        Optional.empty(),
                        Optional.empty());
            } else if (episode.held()) {
                stillHeld(
                        episode,
                        "the time for all of it passed (" + settings.within().toMillis() + " ms)",
                        Optional.empty());
            }
        }
        climbs.values().forEach(Climb::stop);
    }

    private void stillHeld(Episode episode, String reason, Optional<String> hint) {
        climbs.values().stream()
                .filter(climb -> episode.involves(climb.process()))
                .filter(climb -> clock.nanoTime() - deadline >= 0)
                .forEach(Climb::stop);
        PortReport report = reportNow(episode);
        end(episode, Kind.STILL_HELD, report, reason, hint.isPresent() ? hint : report.hint(), Optional.empty());
    }

    private PortReport reportNow(Episode episode) {
        return inspector.explain(episode.port());
    }

    private void end(Episode episode, Kind kind, Verdict verdict) {
        end(episode, kind, verdict.report(), verdict.reason(), verdict.hint(), verdict.refusal());
    }

    private void end(
            Episode episode,
            Kind kind,
            PortReport report,
            String reason,
            Optional<String> hint,
            Optional<Refusal> refusal) {
        episode.end(kind, report, reason, hint, refusal);
    }
}
