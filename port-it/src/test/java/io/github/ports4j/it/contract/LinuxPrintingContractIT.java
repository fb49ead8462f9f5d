package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.PrintingContract;
import io.github.ports4j.testkit.contract.Scene;

class LinuxPrintingContractIT extends PrintingContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
