package io.github.ports4j.cli;

import io.github.ports4j.Ports;
import io.github.ports4j.spi.HostClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command {@code ports}. */
public final class PortsCommand {
    private final Supplier<Ports> source;
    private final HostClock clock;
    private final Output output;
    private final CtrlC ctrlC = new CtrlC();

    PortsCommand(Supplier<Ports> source, HostClock clock, Output output) {
        this.source = source;
        this.clock = clock;
        this.output = output;
    }

    /** Runs the command and ends the JVM with its exit state. */
    public static void main(String[] args) {
        System.exit(ofThisHost().run(args).code());
    }

    /** The command as users get it. */
    static PortsCommand ofThisHost() {
        return new PortsCommand(Ports::local, HostClock.system(), StandardOutput.open());
    }

    /** Runs the command; whatever goes wrong is told and becomes an exit state. */
    ExitStatus run(String... args) {
        List<String> rest = new ArrayList<>(List.of(args));
        Optional<String> command = takeCommand(rest);
        Failure failure = new Failure(
                command.flatMap(Subcommands::named),
                rest.contains(Syntax.JSON),
                rest.contains(Syntax.VERBOSE) || rest.contains("-v"),
                output);
        ExitStatus status;
        try {
            status = command.isPresent()
                    ? run(Subcommands.require(command.get()), rest, failure)
                    : runAlone(rest, failure);
        } catch (Throwable e) {
            status = failure.tell(e);
        }
        ExitStatus whole = status.and(finish());
        ctrlC.done();
        return whole;
    }

    private ExitStatus run(Subcommand command, List<String> arguments, Failure failure) throws IOException {
        CommandLine line = Syntax.of(command);
        ParseResult given = Syntax.parse(line, arguments);
        Invocation call = new Invocation(given, source, clock, output, failure, ctrlC);
        if (given.isUsageHelpRequested()) {
            Documents.print(call, "usage", Syntax.usage(line, output.outColour() && !call.json()));
            return ExitStatus.HOLDS;
        }
        return command.run(call);
    }

    private ExitStatus runAlone(List<String> arguments, Failure failure) throws IOException {
        ParseResult given = Syntax.parse(Syntax.root(), arguments);
        Invocation call = new Invocation(given, source, clock, output, failure, ctrlC);
        if (given.isVersionHelpRequested()) {
            Documents.print(call, "version", Version.text());
            return ExitStatus.HOLDS;
        }
        if (given.isUsageHelpRequested()) {
            Documents.print(call, "usage", Syntax.usage(Syntax.whole(), output.outColour() && !call.json()));
            return ExitStatus.HOLDS;
        }
        if (call.json()) {
            throw new UsageException("a command is missing; known are " + String.join(", ", Subcommands.NAMES));
        }
        output.sayOwn(Syntax.usage(Syntax.whole(), output.errColour()));
        return ExitStatus.USAGE;
    }

    /** Takes out the first word that is no option. */
    private static Optional<String> takeCommand(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!arguments.get(i).startsWith("-")) {
                return Optional.of(arguments.remove(i));
            }
        }
        return Optional.empty();
    }

    private ExitStatus finish() {
        Optional<IOException> unwritten;
        try {
            unwritten = output.finish();
        } catch (IOException e) {
            unwritten = Optional.of(e);
        }
        if (unwritten.isEmpty()) {
            return ExitStatus.HOLDS;
        }
        output.say(Syntax.PROGRAM + ": the answer could not be written: "
                + unwritten.get().getMessage());
        return ExitStatus.INTERNAL;
    }
}
