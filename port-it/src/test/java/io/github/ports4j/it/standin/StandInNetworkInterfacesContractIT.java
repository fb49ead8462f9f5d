package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.NetworkInterfacesContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInNetworkInterfacesContractIT extends NetworkInterfacesContract {
    @Override
    protected Scene scene() {
        return StandInScene.openInOwnNetwork();
    }
}
