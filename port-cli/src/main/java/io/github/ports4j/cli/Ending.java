package io.github.ports4j.cli;

import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalAttempt;
import io.github.ports4j.SignalLadder;
import io.github.ports4j.TerminationResult;
import java.util.List;
import java.util.Optional;

/** What {@code ports kill} tells of one pid: the library's result, or what is known without one. */
record Ending(
        long pid, Kind kind, String reason, Optional<String> hint, List<SignalAttempt> attempts, ExitStatus status) {
    /** The library's kinds, and that of a dry run. */
    enum Kind {
        PLANNED,
        EXITED,
        ALREADY_GONE,
        REFUSED,
        STILL_RUNNING
    }

    static Ending of(TerminationResult result) {
        Kind kind = switch (result.kind()) {
            case EXITED -> Kind.EXITED;
            case ALREADY_GONE -> Kind.ALREADY_GONE;
            case REFUSED -> Kind.REFUSED;
            case STILL_RUNNING -> Kind.STILL_RUNNING;
        };
        ExitStatus status = switch (result.kind()) {
            case EXITED, ALREADY_GONE -> ExitStatus.HOLDS;
            case REFUSED -> ExitStatus.refused(result.refusal());
            case STILL_RUNNING -> ExitStatus.FAILS;
        };
        return new Ending(result.process().pid(), kind, result.reason(), result.hint(), result.attempts(), status);
    }

    static Ending gone(long pid) {
        return new Ending(
                pid, Kind.ALREADY_GONE, "no process has this pid", Optional.empty(), List.of(), ExitStatus.HOLDS);
    }

    /** What a dry run can tell: whether it is protected. Whether it may be signalled is seen only when it is. */
    static Ending foreseen(ProcessInfo process, SignalLadder ladder, List<Protection> allowed) {
        Optional<Protected> protection = process.protection().filter(found -> !allowed.contains(found.kind()));
        if (protection.isPresent()) {
            return new Ending(
                    process.id().pid(),
                    Kind.REFUSED,
                    protection.get().reason(),
                    protection.get().hint(),
                    List.of(),
                    ExitStatus.FAILS);
        }
        return new Ending(
                process.id().pid(),
                Kind.PLANNED,
                process + " would get " + ladder,
                Optional.empty(),
                List.of(),
                ExitStatus.HOLDS);
    }
}
