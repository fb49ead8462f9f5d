package io.github.ports4j.linux.firewall;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import java.util.List;
import java.util.Set;

/** Who makes rules on this host. */
interface Backends {
    /**
     * Who opens where this one manages.
     *
     * @param filtering the families for which the chain INPUT of iptables is there
     */
    RuleBackend opening(FirewallManager manager, Set<AddressFamily> filtering);

    /** Who denies. */
    RuleBackend denying();

    /** All that can have rules of ours in the filter as it is now. */
    List<RuleBackend> present();
}
