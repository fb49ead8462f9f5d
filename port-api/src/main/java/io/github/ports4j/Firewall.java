package io.github.ports4j;

import java.net.InetAddress;
import java.util.List;

/**
 * The packet filter of this host, through whoever manages it: pf, nf_tables, firewalld, ufw, iptables. Looks anew at each call, and
 * so is safe for use by many threads.
 *
 * <p>Replaces an edit of {@code /etc/pf.conf}. Only rules of ours are ever made, changed or taken away; no manager is started, stopped or
 * reloaded, and no policy is set. A rule is for new connections from outside: what comes from this host itself, over its loopback
 * interface, it leaves alone. Rules are made for the running system; only those of ufw outlive a restart, and {@link #sweep()} finds them.
 *
 * <p>To open and to deny are not opposites: what any rule of a filter drops is dropped, but what one lets in another may still drop.
 * So a port can always be denied, and opened only where it is kept out: {@link FirewallLease#effect()} says what came of it.
 *
 * <p>Each method that looks at rules or changes them throws {@link NotPermittedException} if this user may not, or the filter's program
 * is missing; {@link UnsupportedFeatureException} if two manage the filter at once, naming them; {@link FirewallException} if
 * the filter's program fails. {@link #status()} and the plans need no privilege.
 */
public interface Firewall {
    /** Who filters, and whether this process may change it. Needs no privilege, and says what it could not see. */
    FirewallStatus status();

    /**
     * What {@link #open} would do now. Needs no privilege, but sees less without it.
     *
     * @throws IllegalArgumentException if the rule has no source
     */
    FirewallPlan plan(FirewallRule rule);

    /**
     * What {@link #deny} would do now. Needs no privilege, but sees less without it.
     *
     * @throws IllegalArgumentException if the rule has no source
     */
    FirewallPlan planDeny(FirewallRule rule);

    /**
     * Lets connections in, and looks whether they are. Both families or none.
     *
     * @throws IllegalArgumentException if the rule has no source
     */
    FirewallLease open(FirewallRule rule);

    /**
     * Keeps connections out: drops their packets without an answer. Both families or none.
     *
     * @throws IllegalArgumentException if the rule has no source
     */
    FirewallLease deny(FirewallRule rule);

    /** The rules of ours that are in the filter, whoever made them on this host. */
    List<FirewallEntry> list();

    /**
     * Takes one rule of ours away, whoever made it on this host.
     *
     * @return false if it had gone
     */
    boolean remove(FirewallEntry entry);

    /**
     * Whether a new connection from this address would be let in, as the rules say. Not whether somebody listens, nor what filters there
     * are on the way.
     */
    default FirewallAnswer query(TransportPort port, InetAddress source) {
        return query(port, new AddressBlock(source, source.getAddress().length * Byte.SIZE));
    }

    /** Whether new connections from all of these addresses would be let in. */
    FirewallAnswer query(TransportPort port, AddressBlock source);

    /**
     * Takes away the rules of ours whose time is over, or that belong to a process that has ended or to an earlier boot. Where one can't be
     * taken away the others are nevertheless, and then the first failure is thrown, with further ones suppressed.
     *
     * @return those that were taken away
     */
    List<FirewallEntry> sweep();
}
