package com.example.ownprovider;

import io.github.ports4j.testkit.contract.Scene;
import io.github.ports4j.testkit.contract.SocketTableContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcSocketTableContractTest extends SocketTableContract {
    @Override
    protected Scene scene() {
        return new JavaScene(new ProcProvider());
    }
}
