package io.github.ports4j;

import java.util.List;
import java.util.Optional;

/** How the packets that reach this host are filtered. Immutable. */
public final class FirewallStatus {
    private final FirewallManager manager;
    private final boolean enabled;
    private final Optional<String> missing;
    private final List<String> layers;
    private final List<String> notes;

    FirewallStatus(
            FirewallManager manager,
            boolean enabled,
            Optional<String> missing,
            List<String> layers,
            List<String> notes) {
        this.manager = manager;
        this.enabled = enabled;
        this.missing = missing;
        this.layers = List.copyOf(layers);
        this.notes = List.copyOf(notes);
    }

    /** Who manages the filter. */
    public FirewallManager manager() {
        return manager;
    }

    /** Whether anything filters; false also where that can't be told, which {@link #notes()} says. */
    public boolean enabled() {
        return enabled;
    }

    /** Whether this process may change the filter. */
    public boolean permitted() {
        return missing.isEmpty();
    }

    /** What this process lacks to change the filter, such as {@code CAP_NET_ADMIN}; empty if it may. */
    public Optional<String> missing() {
        return missing;
    }

    /** What filters, a line each, in the order in which packets meet it. */
    public List<String> layers() {
        return layers;
    }

    /** What else should be known: a second filter that is not ours to change, what could not be looked at. */
    public List<String> notes() {
        return notes;
    }

    @Override
    public String toString() {
        return manager
                + (enabled ? " enabled" : " not enabled")
                + missing.map(what -> ", not permitted: " + what).orElse("")
                + (layers.isEmpty() ? "" : ": " + String.join("; ", layers))
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
    }
}
