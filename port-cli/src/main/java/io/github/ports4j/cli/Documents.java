package io.github.ports4j.cli;

import java.io.IOException;

/** Prints one text of our own: a help, a version, a script. */
final class Documents {
    private Documents() {}

    static void print(Invocation call, String name, String text) throws IOException {
        if (call.json()) {
            try (Json json = call.output().json()) {
                json.beginObject().field(name, text).endObject();
            }
        } else {
            call.output().printOwn(text.endsWith("\n") ? text : text + "\n");
        }
    }
}
