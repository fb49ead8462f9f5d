package io.github.ports4j.cli;

import io.github.ports4j.Gap;
import java.io.IOException;
import java.util.List;

/** Writes what an answer could not see. */
final class GapsJson {
    private GapsJson() {}

    static void write(List<Gap> gaps, Json json) throws IOException {
        json.beginArray();
        for (Gap gap : gaps) {
            json.beginObject()
                    .field("cause", gap.cause().name())
                    .field("what", gap.what())
                    .field("count", gap.count())
                    .field("reason", gap.reason())
                    .endObject();
        }
        json.endArray();
    }
}
