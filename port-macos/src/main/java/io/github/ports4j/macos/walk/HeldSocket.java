package io.github.ports4j.macos.walk;

import io.github.ports4j.ProcessId;
import io.github.ports4j.macos.socket.InetSocket;
import java.util.ArrayList;
import java.util.List;

/** A socket and the processes that have it. */
public final class HeldSocket {
    private final InetSocket socket;
    private final List<ProcessId> holders = new ArrayList<>(1);

    HeldSocket(InetSocket socket) {
        this.socket = socket;
    }

    /** The socket, as the first of them showed it. */
    public InetSocket socket() {
        return socket;
    }

    /** At least one, each once. */
    public List<ProcessId> holders() {
        return holders;
    }
}
