package io.github.ports4j.it.firewall;

import io.github.ports4j.testkit.contract.FilteredScene;
import io.github.ports4j.testkit.contract.FirewallContract;

/** Where somebody's rules of iptables filter; run in a host by {@link LinuxFirewallContractIT}. */
class IptablesContract extends FirewallContract {
    @Override
    protected FilteredScene scene() {
        return new RemoteScene(false);
    }
}
