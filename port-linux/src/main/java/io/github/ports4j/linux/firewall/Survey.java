package io.github.ports4j.linux.firewall;

import io.github.ports4j.FirewallManager;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about the filter of this host.
 *
 * @param manager who manages it
 * @param rivals all who manage it, if that is more than one
 * @param ruleset all rules; empty if this user may not see them
 * @param refusal why they can't be seen
 * @param missing what this process lacks to change it
 * @param layers what filters, a line each
 * @param notes what else should be known
 */
record Survey(
        FirewallManager manager,
        List<String> rivals,
        Optional<Ruleset> ruleset,
        Optional<NotPermittedException> refusal,
        Optional<String> missing,
        List<String> layers,
        List<String> notes) {
    Survey {
        rivals = List.copyOf(rivals);
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }

    /** Whether anything is known to filter. */
    boolean filters() {
        return !layers.isEmpty();
    }
}
