package io.github.ports4j.cli;

import io.github.ports4j.FreeResult;
import java.io.IOException;
import java.util.List;

/** {@code ports free --json}. */
final class FreeResultsJson {
    private FreeResultsJson() {}

    static void write(List<FreeResult> results, Output output) throws IOException {
        try (Json json = output.json()) {
            json.beginArray();
            for (FreeResult result : results) {
                json.beginObject()
                        .field("port", result.port().number())
                        .field("protocol", result.port().protocol().toString())
                        .field("kind", result.kind().name())
                        .field("reason", result.reason())
                        .field("hint", result.hint())
                        .millis("freedAfterMillis", result.freedAfter())
                        .truth("strictlyBindable", result.strictlyBindable());
                AttemptsJson.write(result.attempts(), json);
                json.endObject();
            }
            json.endArray();
        }
    }
}
