package io.github.ports4j.cli;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Writes rules of ours that are in the packet filter. */
final class EntriesJson {
    private EntriesJson() {}

    static void write(List<FirewallEntry> entries, Json json) throws IOException {
        json.beginArray();
        for (FirewallEntry entry : entries) {
            json.beginObject()
                    .field("id", entry.id())
                    .field("action", entry.action().toString())
                    .field("manager", entry.manager().toString())
                    .field("ports", entry.ports().toString())
                    .field("protocol", entry.protocol().toString())
                    .texts(
                            "sources",
                            entry.sources().stream().map(AddressBlock::toString).toList())
                    .field("interface", entry.interfaceName())
                    .field("label", entry.label())
                    .field("expires", entry.expires().map(Instant::toString))
                    .field("pid", entry.process())
                    .texts("rules", entry.rules())
                    .endObject();
        }
        json.endArray();
    }
}
