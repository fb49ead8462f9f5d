package io.github.ports4j.macos.walk;

import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.macos.libproc.SocketInfo;
import io.github.ports4j.macos.process.ProcessReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the sockets that a query asks for, and who has them, by looking at all processes. The kernel shows the same socket under the same
 * number in each. Used for one query.
 */
public final class SocketWalk {
    /** A process whose sockets change faster than they can be read is taken as it was at last. */
    private static final int ATTEMPTS = 8;

    private final SocketQuery query;
    private final Map<Long, HeldSocket> found = new LinkedHashMap<>();

    /** Of which the kernel does not tell the number: each is told as one of its own. */
    private final List<HeldSocket> nameless = new ArrayList<>();

    private int denied;

    private SocketWalk(SocketQuery query) {
        this.query = query;
    }

    /**
     * Walks.
     *
     * @throws io.github.ports4j.SystemCallException if a call fails in a way that is not expected
     */
    public static SocketWalk of(SocketQuery query) {
        SocketWalk walk = new SocketWalk(query);
        walk.walk();
        return walk;
    }

    /** Walks once more and adds what is found, as a socket may have gone to a process that had been looked at already. */
    public void again() {
        walk();
    }

    private void walk() {
        denied = 0;
        try (ProcessSockets sockets = new ProcessSockets();
                ProcessReader processes = new ProcessReader()) {
            for (int pid : sockets.pids()) {
                if (query.ownedBy().isEmpty() || query.ownedBy().getAsLong() == pid) {
                    look(pid, sockets, processes);
                }
            }
        }
    }

    /** One socket of one process. */
    private record Sight(long handle, HeldSocket socket) {}

    private void look(int pid, ProcessSockets sockets, ProcessReader processes) {
        for (int attempt = 1; ; attempt++) {
            List<Sight> sights = new ArrayList<>();
            ProcessSockets.Access access = sockets.read(pid, (handle, socket) -> add(handle, socket, sights));
            if (access != ProcessSockets.Access.GRANTED) {
                denied += access == ProcessSockets.Access.DENIED ? 1 : 0;
                return;
            }
            if (sights.isEmpty()) {
                return;
            }
            Optional<ProcessId> id = processes.id(pid);
            // it is still there afterwards: then it is the process of this identity that has it
            Sight first = sights.get(0);
            boolean same = id.isPresent()
                    && sockets.isAt(pid, first.handle(), first.socket().socket().so);
            if (same || attempt == ATTEMPTS) {
                id.ifPresent(process -> sights.forEach(sight -> keep(sight.socket(), process)));
                return;
            }
        }
    }

    private void add(long handle, SocketInfo socket, List<Sight> sights) {
        if (socket.hasEnds && socket.inet.matches(query)) {
            sights.add(new Sight(handle, new HeldSocket(socket.inet.copy())));
        }
    }

    private void keep(HeldSocket sight, ProcessId process) {
        long so = sight.socket().so;
        HeldSocket held = so == 0 ? sight : found.computeIfAbsent(so, key -> sight);
        if (so == 0) {
            nameless.add(held);
        }
        if (!held.holders().contains(process)) {
            held.holders().add(process);
        }
    }

    /** The sockets with a number, by it. */
    public Map<Long, HeldSocket> found() {
        return found;
    }

    /** The others. */
    public List<HeldSocket> nameless() {
        return nameless;
    }

    /** How many processes could not be looked at, in the last walk. */
    public int denied() {
        return denied;
    }
}
