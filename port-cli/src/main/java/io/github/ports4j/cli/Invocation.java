package io.github.ports4j.cli;

import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.Ports;
import io.github.ports4j.spi.HostClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** One call of a command: what was given to it, the ports it is about, and where its answer goes. */
final class Invocation {
    private static final Duration TO_SAY_IT = Duration.ofSeconds(2);

    private final ParseResult given;
    private final Supplier<Ports> source;
    private final HostClock clock;
    private final Output output;
    private final Failure failure;
    private final CtrlC ctrlC;
    private @Nullable Ports ports;

    Invocation(
            ParseResult given, Supplier<Ports> source, HostClock clock, Output output, Failure failure, CtrlC ctrlC) {
        this.given = given;
        this.source = source;
        this.clock = clock;
        this.output = output;
        this.failure = failure;
        this.ctrlC = ctrlC;
    }

    /** The ports of this host. Nothing native is loaded before it is called. */
    Ports ports() {
        if (ports == null) {
            ports = source.get();
        }
        return ports;
    }

    Output output() {
        return output;
    }

    /** For what goes wrong with a part of what was asked for. */
    Failure failure() {
        return failure;
    }

    /** From now on Ctrl-C interrupts this thread, so that what has been signalled can be told. */
    void stopOnCtrlC() {
        stopOnCtrlC(TO_SAY_IT);
    }

    /** From now on Ctrl-C interrupts this thread, which then has so much time to tell, or save, what it knows. */
    void stopOnCtrlC(Duration toSayIt) {
        ctrlC.arm(toSayIt);
    }

    /**
     * Lets this much time pass.
     *
     * @throws PortInterruptedException if this thread is interrupted before or meanwhile
     */
    void pause(Duration time) {
        try {
            clock.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortInterruptedException(List.of());
        }
    }

    boolean json() {
        return has(Syntax.JSON);
    }

    boolean verbose() {
        return has(Syntax.VERBOSE);
    }

    boolean has(String option) {
        return given.hasMatchedOption(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(given.matchedOptionValue(option, null));
    }

    List<String> values(String option) {
        return given.matchedOptionValue(option, List.of());
    }

    List<String> operands() {
        return given.matchedPositionalValue(0, List.of());
    }
}
