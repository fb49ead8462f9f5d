package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.PrintingContract;
import io.github.ports4j.testkit.contract.Scene;
import org.junit.jupiter.api.Tag;

@Tag("standin")
class StandInPrintingContractIT extends PrintingContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
