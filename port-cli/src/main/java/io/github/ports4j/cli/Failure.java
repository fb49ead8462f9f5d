package io.github.ports4j.cli;

import io.github.ports4j.PortException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what went wrong: one line on standard error, and a document on standard output where JSON was asked for. */
final class Failure {
    private final String caller;
    private final boolean json;
    private final boolean verbose;
    private final Output output;

    Failure(Optional<Subcommand> command, boolean json, boolean verbose, Output output) {
        this.caller =
                Syntax.PROGRAM + command.map(called -> " " + called.name()).orElse("");
        this.json = json;
        this.verbose = verbose;
        this.output = output;
    }

    /** Tells it; the state to end with. */
    ExitStatus tell(Throwable error) {
        Optional<String> hint = hint(ExitStatus.of(error));
        ExitStatus status = say(error, hint);
        if (json) {
            write(error, hint);
        }
        return status;
    }

    /**
     * Tells it on standard error alone, where the document tells more than this error.
     *
     * @param advice what can be done, in lines
     */
    ExitStatus say(Throwable error, Optional<String> advice) {
        ExitStatus status = ExitStatus.of(error);
        output.say(output.message().add(Style.BAD, caller + ": ").add(message(status, error)));
        advice.ifPresent(text -> text.lines().forEach(output::say));
        if (status != ExitStatus.USAGE && verbose) {
            tellCauses(status, error);
        } else if (status == ExitStatus.INTERNAL) {
            output.say("--verbose shows where it happened");
        }
        return status;
    }

    private Optional<String> hint(ExitStatus status) {
        return status == ExitStatus.USAGE ? Optional.of("try '" + caller + " " + Syntax.HELP + "'") : Optional.empty();
    }

    private static String message(ExitStatus status, Throwable error) {
        String message = error.getMessage();
        if (status == ExitStatus.INTERNAL && !(error instanceof PortException)) {
            return "internal error: " + error.getClass().getName() + (message == null ? "" : ": " + message);
        }
        return message == null ? error.getClass().getSimpleName() : message;
    }

    private void tellCauses(ExitStatus status, Throwable error) {
        if (status == ExitStatus.INTERNAL) {
            tellPlaces(error);
        }
        for (Throwable suppressed : error.getSuppressed()) {
            output.say("  also: " + suppressed);
        }
        @Nullable Throwable cause = error.getCause();
        while (cause != null) {
            output.say("  caused by: " + cause);
            if (status == ExitStatus.INTERNAL) {
                tellPlaces(cause);
            }
            cause = cause.getCause();
        }
    }

    private void tellPlaces(Throwable error) {
        for (StackTraceElement place : error.getStackTrace()) {
            output.say("    at " + place);
        }
    }

    /** Writes it as a field of an object. */
    static void write(Throwable error, Optional<String> advice, Json json) throws IOException {
        json.name("error")
                .beginObject()
                .field("type", error.getClass().getSimpleName())
                .field("message", message(ExitStatus.of(error), error))
                .field("hint", advice)
                .endObject();
    }

    private void write(Throwable error, Optional<String> hint) {
        try (Json document = output.json()) {
            write(error, hint, document.beginObject());
            document.endObject();
        } catch (IOException e) {
            throw new AssertionError("an output keeps its failures for its end", e);
        }
    }
}
