package com.example.junit;

import io.github.ports4j.FreeResult;
import io.github.ports4j.Ports;

/** A port that tests can't choose, such as one that is entered at an identity provider. */
final class FixedPort {
    private FixedPort() {}

    /** Ends what an earlier run of these tests has left on the port, and nobody else. */
    static void free(int port) {
        Ports.local()
                .tcp(port)
                .freeing()
                .onlyIf(process -> process.commandLine().orElse("").contains(StaleServer.class.getName()))
                .plan()
                .execute()
                .forEach(FreeResult::orThrow); // PortHeldException, if somebody else has it
    }
}
