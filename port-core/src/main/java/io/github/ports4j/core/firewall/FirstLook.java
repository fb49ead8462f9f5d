package io.github.ports4j.core.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.PacketFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the filter makes of a rule's packets before the rule is made.
 *
 * @param verdict what it says
 * @param ours rules of ours that were there before it was asked, or afterwards
 * @param isByOurs whether one of them may be the reason. What holds only because of another rule of ours ends with that rule: then this one
 *     needs its own
 */
record FirstLook(FilterVerdict verdict, List<FirewallEntry> ours, boolean isByOurs) {
    FirstLook {
        ours = List.copyOf(ours);
    }

    /** Looks for rules of ours twice: one that goes, or comes, while the filter is asked may have decided its answer. */
    static FirstLook at(PacketFilter filter, FirewallAction action, FirewallRule rule) {
        List<FirewallEntry> ours = new ArrayList<>(filter.list());
        FilterVerdict verdict = JointVerdict.of(filter, rule);
        ours.addAll(filter.list());
        boolean byOurs = ours.stream().anyMatch(entry -> entry.action() == action && overlap(entry, rule));
        return new FirstLook(verdict, ours, byOurs);
    }

    private static boolean overlap(FirewallEntry entry, FirewallRule rule) {
        PortRange one = entry.ports();
        PortRange other = rule.ports();
        return entry.protocol() == rule.protocol() && one.first() <= other.last() && other.first() <= one.last();
    }
}
