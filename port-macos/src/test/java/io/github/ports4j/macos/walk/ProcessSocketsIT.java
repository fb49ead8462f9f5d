package io.github.ports4j.macos.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.standin.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists that do not fit: the kernel gives as much as goes in, and does not tell that there is more. */
@Tag("standin")
class ProcessSocketsIT {
    private static final int ONE_ENTRY = 8;
    private static final int OWN = (int) ProcessHandle.current().pid();

    @BeforeEach
    void load() {
        StandIn.load();
    }

    @Test
    void allProcessesAreListed() {
        try (ProcessSockets narrow = new ProcessSockets(ONE_ENTRY);
                ProcessSockets wide = new ProcessSockets()) {
            assertThat(narrow.pids()).contains(OWN).hasSizeGreaterThan(wide.pids().length / 2);
        }
    }

    @Test
    void allSocketsOfAProcessAreListed() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ProcessSockets narrow = new ProcessSockets(ONE_ENTRY)) {
            List<Integer> ports = new ArrayList<>();

            ProcessSockets.Access access = narrow.read(OWN, (handle, socket) -> {
                if (socket.hasEnds) {
                    ports.add(socket.inet.localPort);
                }
            });

            assertThat(access).isEqualTo(ProcessSockets.Access.GRANTED);
            assertThat(ports).contains(first.getLocalPort(), second.getLocalPort());
        }
    }
}
