package io.github.ports4j.cli;

import java.io.IOException;
import java.util.List;

/** {@code ports kill --json}. */
final class EndingsJson {
    private EndingsJson() {}

    static void write(List<Ending> endings, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginArray();
            for (Ending ending : endings) {
                json.beginObject()
                        .field("pid", ending.pid())
                        .field("kind", ending.kind().name())
                        .field("reason", ending.reason())
                        .field("hint", ending.hint());
                AttemptsJson.write(ending.attempts(), json);
                json.endObject();
            }
            json.endArray();
        }
    }
}
