package io.github.ports4j.linux.firewall;

import io.github.ports4j.FirewallManager;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.FilteringChains.Kind;
import io.github.ports4j.linux.firewall.FilteringChains.Layer;
import io.github.ports4j.linux.firewall.firewalld.Firewalld;
import io.github.ports4j.linux.firewall.iptables.IptablesTables;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Table;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out who manages the filter: firewalld if it runs, else ufw if it is switched on and its chains are there, else whoever has made
 * the chains that can keep packets out. Two at once are not decided between.
 */
final class Detection {
    private static final String UFW_CHAIN = "ufw-user-input";

    private final Firewalld firewalld;
    private final boolean ufw;
    private final Optional<String> lacking;
    private final Privilege privilege;
    private final Predicate<InetAddress> local;

    /**
     * From what can be seen without a privilege.
     *
     * @param local whether this is an address of this host
     */
    Detection(Installed installed, Privilege privilege, Predicate<InetAddress> local) {
        this.firewalld = installed.firewalld();
        this.ufw = installed.ufwIsOn();
        this.lacking = installed.lacking(privilege);
        this.privilege = privilege;
        this.local = local;
    }

    /** For who may not see the rules. */
    Survey unseen(NotPermittedException refusal) {
        List<String> notes = new ArrayList<>(List.of("the rules could not be looked at: " + refusal.getMessage()));
        FirewallManager manager = FirewallManager.UNKNOWN;
        List<String> layers = List.of();
        List<String> rivals = List.of();
        if (firewalld != Firewalld.ABSENT && ufw) {
            rivals = List.of("firewalld", "ufw");
        } else if (firewalld != Firewalld.ABSENT) {
            manager = FirewallManager.FIREWALLD;
            layers = List.of("firewalld, which runs");
        } else if (ufw) {
            manager = FirewallManager.UFW;
            notes.add("ufw is switched on; whether its chains are in force could not be looked at");
        }
        String lacks = privilege.netAdmin() ? String.valueOf(refusal.getMessage()) : "CAP_NET_ADMIN";
        return new Survey(manager, rivals, Optional.empty(), Optional.of(refusal), Optional.of(lacks), layers, notes);
    }

    /** With all rules. */
    Survey seen(Ruleset ruleset) {
        FilteringChains chains = new FilteringChains(ruleset, local);
        List<Layer> layers = chains.layers();
        Set<FirewallManager> managers = managers(ruleset, layers);
        List<String> notes = new ArrayList<>();
        if (ufw && !managers.contains(FirewallManager.UFW)) {
            notes.add("ufw is switched on, but its chains are not in force");
        }
        if (has(layers, Kind.LEGACY)) {
            notes.add("there are rules of iptables-legacy, which nft does not show");
        }
        chains.unread().forEach(what -> notes.add("not looked at: " + what));
        if (chains.translates()) {
            notes.add(
                    "connections to some ports are sent on to other addresses, as to published ports of containers: such a"
                            + " port is not opened by a rule for this host");
        }
        List<String> lines =
                new ArrayList<>(layers.stream().map(Layer::toString).toList());
        if (managers.size() > 1) {
            List<String> rivals =
                    managers.stream().map(FirewallManager::toString).toList();
            notes.add("several manage the filter at once: " + String.join(", ", rivals));
            return new Survey(
                    FirewallManager.UNKNOWN, rivals, Optional.of(ruleset), Optional.empty(), lacking, lines, notes);
        }
        FirewallManager none = chains.unread().isEmpty() ? FirewallManager.NONE : FirewallManager.UNKNOWN;
        FirewallManager manager =
                managers.isEmpty() ? none : managers.iterator().next();
        others(manager, layers, ruleset).forEach(layer -> notes.add("beside " + manager + " also filters " + layer));
        return new Survey(manager, List.of(), Optional.of(ruleset), Optional.empty(), lacking, lines, notes);
    }

    private Set<FirewallManager> managers(Ruleset ruleset, List<Layer> layers) {
        Set<FirewallManager> managers = new LinkedHashSet<>();
        Optional<Table> ufwTable = ufw ? ufwTable(ruleset) : Optional.empty();
        if (firewalld != Firewalld.ABSENT) {
            managers.add(FirewallManager.FIREWALLD);
        }
        ufwTable.ifPresent(table -> managers.add(FirewallManager.UFW));
        boolean decided = !managers.isEmpty();
        boolean ufwIsLegacy =
                ufwTable.isPresent() && IptablesTables.isLegacy(ufwTable.get().id());
        if (has(layers, Kind.IPTABLES) && (!decided || ufwIsLegacy)) {
            managers.add(FirewallManager.IPTABLES);
        }
        if (has(layers, Kind.LEGACY) && (!decided || (ufwTable.isPresent() && !ufwIsLegacy))) {
            managers.add(FirewallManager.IPTABLES_LEGACY);
        }
        if (!decided && has(layers, Kind.FIREWALLD)) {
            managers.add(FirewallManager.FIREWALLD); // its tables are in force, and it can't be asked from here
        }
        if (!decided && has(layers, Kind.OTHER)) {
            managers.add(FirewallManager.NFTABLES);
        }
        return managers;
    }

    private static Optional<Table> ufwTable(Ruleset ruleset) {
        return ruleset.tables().stream()
                .filter(table -> table.chain(UFW_CHAIN).isPresent())
                .findFirst();
    }

    /** What filters beside the manager, such as a program that locks out addresses. It stays, and {@code judge} counts it. */
    private static List<Layer> others(FirewallManager manager, List<Layer> layers, Ruleset ruleset) {
        Kind own = switch (manager) {
            case FIREWALLD -> Kind.FIREWALLD;
            case IPTABLES -> Kind.IPTABLES;
            case IPTABLES_LEGACY -> Kind.LEGACY;
            case UFW ->
                ufwTable(ruleset)
                        .filter(table -> IptablesTables.isLegacy(table.id()))
                        .map(table -> Kind.LEGACY)
                        .orElse(Kind.IPTABLES);
            default -> Kind.OTHER;
        };
        return layers.stream().filter(layer -> layer.kind() != own).toList();
    }

    private static boolean has(List<Layer> layers, Kind kind) {
        return layers.stream().anyMatch(layer -> layer.kind() == kind);
    }
}
