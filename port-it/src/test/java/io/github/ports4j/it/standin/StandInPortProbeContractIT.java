package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.PortProbeContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInPortProbeContractIT extends PortProbeContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
