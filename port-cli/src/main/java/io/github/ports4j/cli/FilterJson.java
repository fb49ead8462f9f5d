package io.github.ports4j.cli;

import io.github.ports4j.FirewallStatus;
import java.io.IOException;

/** {@code ports firewall --json}. */
final class FilterJson {
    private FilterJson() {}

    static void write(FilterView view, Output output) throws IOException {
        FirewallStatus status = view.status();
        try (Json json = output.json()) {
            json.beginObject()
                    .field("manager", status.manager().toString())
                    .field("enabled", status.enabled())
                    .field("permitted", status.permitted())
                    .field("missing", status.missing())
                    .texts("layers", status.layers())
                    .texts("notes", status.notes());
            if (view.rules().isPresent()) {
                json.name("rules");
                EntriesJson.write(view.rules().get(), json);
            } else {
                json.unknown("rules");
            }
            json.field("rulesReason", view.unseen());
            if (view.swept().isPresent()) {
                json.name("swept");
                EntriesJson.write(view.swept().get(), json);
            }
            json.endObject();
        }
    }
}
