package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.PortProbeContract;
import io.github.ports4j.testkit.contract.Scene;

class StandInPortProbeContractIT extends PortProbeContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
