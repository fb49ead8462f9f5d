package io.github.ports4j.it.standin;

import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.PrintingContract;

class StandInPrintingContractIT extends PrintingContract {
    @Override
    protected Scene scene() {
        return StandInScene.open();
    }
}
