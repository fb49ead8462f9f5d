package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.TerminatorContract;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInTerminatorContractIT extends TerminatorContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
