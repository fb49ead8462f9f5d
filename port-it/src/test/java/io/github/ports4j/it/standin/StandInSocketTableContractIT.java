package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketTableContract;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInSocketTableContractIT extends SocketTableContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
