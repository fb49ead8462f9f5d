package io.github.ports4j.spi;

import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallStatus;
import java.util.List;
import java.util.Optional;

/**
 * The packet filter of one host as it was found when this was made: who manages it is decided. Used for one operation and then let
 * go of. port-core decides with it what a user's call means; a provider only looks and does.
 *
 * <p>Each method but {@link #status} and {@link #prepare} throws {@link io.github.ports4j.NotPermittedException} where this user may not
 * look or change, or a program or library is missing, {@link io.github.ports4j.UnsupportedFeatureException} where several manage at once, and
 * {@link io.github.ports4j.FirewallException} where a program fails or answers what is not understood.
 */
public interface PacketFilter {
    /** Who filters. Needs no privilege and does not fail for want of one. */
    FirewallStatus status();

    /** What new connections would meet, as the rules say now. */
    FilterVerdict judge(FilterQuestion question);

    /**
     * Gets a rule ready. Needs no privilege; may look at what it can.
     *
     * @throws IllegalArgumentException if the manager can't express the rule
     */
    FilterChange prepare(FilterRequest request);

    /** The rules of ours, whoever made them on this host, also those of which only a part is there. */
    List<FirewallEntry> list();

    /**
     * Marks of rules of ours that are no more, or not yet, in the filter, and of which something else is there, such as a record. {@link
     * #removal} takes it away.
     */
    default List<FilterMark> remnants() {
        return List.of();
    }

    /** The mark of this rule of ours as it is in the filter. Empty if there is none of this id. */
    Optional<FilterMark> mark(String id);

    /** Gets it ready to take a rule of ours away, with all that belongs to it. What has gone already is no error. */
    FilterChange removal(String id);

    /**
     * Gets it ready to give a rule of ours another mark: another time, another owner. At no moment is it out of force but where the manager
     * has no way else. Of a rule that has gone it makes nothing, and is no error: who has to know looks for the rule afterwards.
     */
    FilterChange renewal(String id, FilterMark mark);

    /** What tells this boot of the host from others, such as {@code kern.bootsessionuuid}; never empty. */
    String bootId();

    /** What tells the pid namespace of this process from others; empty where there is only one. */
    String pidNamespace();
}
