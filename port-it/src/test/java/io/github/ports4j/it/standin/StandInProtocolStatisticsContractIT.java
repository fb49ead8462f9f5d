package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.ProtocolStatisticsContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInProtocolStatisticsContractIT extends ProtocolStatisticsContract {
    @Override
    protected Scene scene() {
        return StandInScene.openInOwnNetwork();
    }
}
