package io.github.ports4j.cli;

import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FreeResult;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PlannedPort;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortReport;
import io.github.ports4j.ProviderException;
import io.github.ports4j.Refusal;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.UnsupportedFeatureException;
import java.util.Optional;

/** The states with which the command ends, from the best to the worst. */
enum ExitStatus {
    /** What was asked for holds. */
    HOLDS(0),
    /** It does not. */
    FAILS(1),
    /** The command was called wrongly. */
    USAGE(2),
    /** The system does not permit it. */
    NOT_PERMITTED(3),
    /** This system does not have it. */
    UNSUPPORTED(4),
    /** An error of ours. */
    INTERNAL(70),
    /** Ctrl-C. */
    INTERRUPTED(130);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The number for {@code exit(3)}. */
    int code() {
        return code;
    }

    /** The state for both together: the larger. */
    ExitStatus and(ExitStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static ExitStatus of(PortReport report) {
        return switch (report.state()) {
            case LISTENING, BOUND, CLIENT -> HOLDS;
            case FREE, FREE_SOON, UNKNOWN -> FAILS;
        };
    }

    static ExitStatus of(PlannedPort port) {
        return switch (port.kind()) {
            case PLANNED, ALREADY_FREE -> HOLDS;
            case REFUSED -> refused(port.refusal());
            case STILL_HELD -> FAILS;
        };
    }

    static ExitStatus of(FreeResult result) {
        return switch (result.kind()) {
            case FREED, ALREADY_FREE -> HOLDS;
            case REFUSED -> refused(result.refusal());
            case STILL_HELD, RESPAWNED -> FAILS;
        };
    }

    static ExitStatus of(FirewallEffect effect) {
        return effect.holds() ? HOLDS : FAILS;
    }

    static ExitStatus of(FirewallAnswer answer) {
        return switch (answer.kind()) {
            case OPEN -> HOLDS;
            case CLOSED, UNKNOWN -> FAILS;
        };
    }

    static ExitStatus refused(Optional<Refusal> refusal) {
        return refusal.isPresent() && refusal.get() == Refusal.NOT_PERMITTED ? NOT_PERMITTED : FAILS;
    }

    static ExitStatus of(Throwable error) {
        if (error instanceof UsageException) {
            return USAGE;
        }
        if (error instanceof NotPermittedException) {
            return NOT_PERMITTED;
        }
        if (error instanceof ProviderException || error instanceof UnsupportedFeatureException) {
            return UNSUPPORTED;
        }
        if (error instanceof PortInterruptedException) {
            return INTERRUPTED;
        }
        if (error instanceof SystemCallException call
                && (call.errnoName().equals("EPERM") || call.errnoName().equals("EACCES"))) {
            return NOT_PERMITTED;
        }
        return INTERNAL;
    }
}
