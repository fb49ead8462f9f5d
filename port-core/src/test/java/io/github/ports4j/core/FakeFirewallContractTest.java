package io.github.ports4j.core;

import io.github.ports4j.testkit.contract.FakeFilteredScene;
import io.github.ports4j.testkit.contract.FilteredScene;
import io.github.ports4j.testkit.contract.FirewallContract;

class FakeFirewallContractTest extends FirewallContract {
    @Override
    protected FilteredScene scene() {
        return new FakeFilteredScene();
    }
}
