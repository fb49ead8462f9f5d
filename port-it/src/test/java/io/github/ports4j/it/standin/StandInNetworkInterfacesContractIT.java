package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.NetworkInterfacesContract;
import io.github.ports4j.testkit.contract.Scene;

class StandInNetworkInterfacesContractIT extends NetworkInterfacesContract {
    @Override
    protected Scene scene() {
        return StandInScene.openInOwnNetwork();
    }
}
