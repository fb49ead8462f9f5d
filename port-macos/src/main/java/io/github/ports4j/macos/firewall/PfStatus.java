package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortTimeoutException;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.HostValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the packets of a Mac are filtered, as far as this user may know; what could not be seen is in the notes. */
final class PfStatus {
    private static final String MISSING = "root, as only root may open /dev/pf";

    private final Pfctl pfctl;
    private final OwnRules own;
    private final Rulesets rulesets;
    private final List<String> layers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PfStatus(Pfctl pfctl, OwnRules own, Rulesets rulesets) {
        this.pfctl = pfctl;
        this.own = own;
        this.rulesets = rulesets;
    }

    FirewallStatus read(CommandRunner runner) {
        boolean enabled = false;
        Optional<String> missing = Optional.empty();
        if (!runner.isThere(Pfctl.PROGRAM)) {
            missing = Optional.of(Pfctl.PROGRAM + ", which is not there");
            notes.add("whether pf is enabled can't be told without " + Pfctl.PROGRAM);
        } else {
            try {
                enabled = pfctl.enabled();
                lookAround(enabled);
            } catch (NotPermittedException refused) {
                missing = Optional.of(MISSING);
                notes.add("whether pf is enabled can't be told without root");
            } catch (FirewallException | PortTimeoutException failed) {
                notes.add("whether pf is enabled can't be told: " + failed.getMessage());
            }
        }
        ApplicationFirewall application = new ApplicationFirewall(runner);
        application.layer().ifPresent(layers::add);
        notes.addAll(application.notes());
        notes.add("a filter that is a Network Extension can't be seen here");
        return HostValues.firewallStatus(FirewallManager.PF, enabled, missing, layers, notes);
    }

    private void lookAround(boolean enabled) {
        try {
            look(enabled);
        } catch (FirewallException | PortTimeoutException failed) {
            notes.add("pf could not be looked at in full: " + failed.getMessage());
        }
    }

    private void look(boolean enabled) {
        Reach reach = new Reach(rulesets);
        if (enabled) {
            for (String path : reach.paths()) {
                int rules = rulesets.filter(path).size();
                if (rules > 0 || path.isEmpty()) {
                    layers.add("pf: " + Rulesets.name(path) + ", " + rules + (rules == 1 ? " rule" : " rules"));
                }
            }
        } else {
            notes.add("pf is not enabled");
        }
        if (!Hook.leadsToUs(rulesets)) {
            notes.add(Hook.MISSING);
        }
        List<OwnRule> rules = own.all();
        pfctl.references().stream()
                .filter(reference -> reference.process().equals("pfctl"))
                .filter(reference -> rules.stream()
                        .noneMatch(rule ->
                                rule.token().filter(it -> it.isOf(reference)).isPresent()))
                .forEach(reference ->
                        notes.add("the token " + reference.token() + ", taken by pfctl (pid " + reference.pid()
                                + "), keeps pf enabled and belongs to no rule of ours: whoever ran pfctl -E has it, or a process of ours"
                                + " that ended at the wrong moment"));
    }
}
