package io.github.ports4j.cli;

import io.github.ports4j.SignalAttempt;
import java.io.IOException;
import java.util.List;

/** Writes the field {@code attempts}: each step of each ladder. */
final class AttemptsJson {
    private AttemptsJson() {}

    static void write(List<SignalAttempt> attempts, Json json) throws IOException {
        json.name("attempts").beginArray();
        for (SignalAttempt attempt : attempts) {
            json.beginObject()
                    .field("pid", attempt.process().pid())
                    .field("signal", attempt.signal().name())
                    .field("atMillis", attempt.at().toMillis())
                    .field("outcome", attempt.outcome().name())
                    .millis("afterMillis", attempt.after())
                    .field("note", attempt.note())
                    .endObject();
        }
        json.endArray();
    }
}
