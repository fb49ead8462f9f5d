package io.github.ports4j.core.free;

import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.ProcessTerminator;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.Refusal;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TerminationResult;
import io.github.ports4j.TerminationResult.Kind;
import io.github.ports4j.core.explain.Judge;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link ProcessTerminator} over a provider. */
public final class SignalTerminator implements ProcessTerminator {
    private final HostProvider host;

    public SignalTerminator(HostProvider host) {
        this.host = host;
    }

    @Override
    public Optional<ProcessInfo> find(long pid) {
        if (pid <= 0) {
            throw new IllegalArgumentException("not a pid: " + pid);
        }
        return host.processes().read(pid).map(facts -> new Judge(host.processes()).info(facts));
    }

    @Override
    public TerminationResult terminate(ProcessId process, SignalLadder ladder, Protection... allow) {
        Set<Protection> allowed = FreeSettings.liftable(allow);
        Optional<ProcessTarget> opened = host.processes().open(process);
        if (opened.isEmpty()) {
            return alreadyGone(process);
        }
        AttemptLog log = new AttemptLog(host.clock(), host.clock().nanoTime());
        try (Climb climb = new Climb(opened.get(), ladder, host.clock(), log)) {
            return terminate(climb, allowed, log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortInterruptedException(log.attempts());
        }
    }

    private TerminationResult terminate(Climb climb, Set<Protection> allowed, AttemptLog log)
            throws InterruptedException {
        Optional<ProcessFacts> facts =
                climb.target().gone() ? Optional.empty() : climb.target().facts();
        if (facts.isEmpty()) {
            return alreadyGone(climb.process());
        }
        ProcessInfo info = new Judge(host.processes()).info(facts.get());
        Optional<Protected> kept = info.protection().filter(protection -> !allowed.contains(protection.kind()));
        if (kept.isPresent()) {
            return refused(
                    info,
                    Refusal.PROTECTED,
                    info + " is protected (" + kept.get().kind().label() + "): "
                            + kept.get().reason(),
                    kept.get().hint());
        }
        if (climb.target().permission() == ProcessTarget.Delivery.NOT_PERMITTED) {
            return refused(
                    info,
                    Refusal.NOT_PERMITTED,
                    "this user may not signal " + info,
                    Optional.of("run it as " + info.user() + " or as root, such as with sudo"));
        }
        climb(climb);
        return result(climb, info, log);
    }

    private void climb(Climb climb) throws InterruptedException {
        HostClock clock = host.clock();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            climb.advance(facts -> Climb.Answer.GO);
            if (!climb.climbing()) {
                return;
            }
            long wait = climb.dueAt() - clock.nanoTime();
            if (wait > 0) {
                host.processes().awaitExit(List.of(climb.target()), Duration.ofNanos(wait));
            }
        }
    }

    private static TerminationResult result(Climb climb, ProcessInfo info, AttemptLog log) {
        Optional<String> restart = info.supervisor().map(keeper -> keeper.stop());
        return switch (climb.state()) {
            case GONE ->
                climb.anySent()
                        ? HostValues.terminationResult(
                                info.id(),
                                Kind.EXITED,
                                log.attempts(),
                                info + " has ended",
                                restart.map(stop -> "should it come back: " + stop),
                                Optional.empty())
                        : alreadyGone(info.id());
            case NOT_PERMITTED ->
                HostValues.terminationResult(
                        info.id(),
                        Kind.REFUSED,
                        log.attempts(),
                        "the system did not permit a signal to " + info,
                        Optional.empty(),
                        Optional.of(Refusal.NOT_PERMITTED));
            case UNREACHABLE ->
                stillRunning(
                        info,
                        log,
                        info + " is frozen by the cgroup v1 freezer, and no signal reaches it, not even KILL",
                        Optional.of("thaw its cgroup first"));
            default ->
                stillRunning(info, log, "the whole ladder was climbed, and " + info + " still runs", Optional.empty());
        };
    }

    private static TerminationResult stillRunning(
            ProcessInfo info, AttemptLog log, String reason, Optional<String> hint) {
        return HostValues.terminationResult(
                info.id(), Kind.STILL_RUNNING, log.attempts(), reason, hint, Optional.empty());
    }

    private static TerminationResult refused(ProcessInfo info, Refusal refusal, String reason, Optional<String> hint) {
        return HostValues.terminationResult(info.id(), Kind.REFUSED, List.of(), reason, hint, Optional.of(refusal));
    }

    private static TerminationResult alreadyGone(ProcessId process) {
        return HostValues.terminationResult(
                process,
                Kind.ALREADY_GONE,
                List.of(),
                process + " was gone before the first signal",
                Optional.empty(),
                Optional.empty());
    }
}
