package io.github.ports4j.it.contract;

import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.UnseenBoundContract;

/** Only for a kernel that does not show sockets that are bound and silent; run by {@link RefusedContractsIT}. */
class LinuxWithoutBound extends UnseenBoundContract {
    @Override
    protected Scene scene() {
        return LinuxScene.open();
    }
}
