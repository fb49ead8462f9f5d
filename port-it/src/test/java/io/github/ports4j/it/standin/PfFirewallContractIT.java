package io.github.ports4j.it.standin;

import io.github.ports4j.macos.firewall.PfScene;
import io.github.ports4j.testkit.contract.FilteredScene;
import io.github.ports4j.testkit.contract.FirewallContract;

/** The firewall of macOS over a pf in memory, which decides packets by rules of its own. */
class PfFirewallContractIT extends FirewallContract {
    @Override
    protected FilteredScene scene() {
        return new PfScene();
    }
}
