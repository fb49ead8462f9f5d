package io.github.ports4j.cli;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortException;
import io.github.ports4j.UnsupportedFeatureException;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ports firewall} shows.
 *
 * @param swept empty if that was not asked for
 * @param rules those of ours; empty if they can't be seen
 * @param unseen why they can't
 */
record FilterView(
        FirewallStatus status,
        Optional<List<FirewallEntry>> swept,
        Optional<List<FirewallEntry>> rules,
        Optional<String> unseen) {
    /** To see the rules may take more than to see who filters: that they can't be seen is told beside the rest. */
    static FilterView of(Firewall firewall, Optional<List<FirewallEntry>> swept) {
        FirewallStatus status = firewall.status();
        try {
            return new FilterView(status, swept, Optional.of(firewall.list()), Optional.empty());
        } catch (NotPermittedException | UnsupportedFeatureException e) {
            return new FilterView(status, swept, Optional.empty(), Optional.of(why(e)));
        }
    }

    private static String why(PortException e) {
        return String.valueOf(e.getMessage());
    }
}
