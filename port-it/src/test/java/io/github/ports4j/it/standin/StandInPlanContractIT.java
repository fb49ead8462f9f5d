package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.PlanContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInPlanContractIT extends PlanContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
