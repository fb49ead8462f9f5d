package io.github.ports4j.linux.procfs;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which processes have which sockets, as the threads of a walk find it. Most sockets have one process: the first that was found of
 * each has room of its own, and only others are listed. Safe for use by several threads.
 */
final class FoundHolders {
    private static final int NOBODY = 0;

    private final AtomicIntegerArray first; // the index of a process + 1, by the place of the socket
    private final Longs others =
            new Longs(); // the place of a socket in the upper half, the index of a process in the lower

    /** For so many sockets. */
    FoundHolders(int sockets) {
        first = new AtomicIntegerArray(sockets);
    }

    /**
     * That a process has a descriptor of a socket, perhaps not the first.
     *
     * @param place of the socket
     * @param process the index of the process
     */
    void add(int place, int process) {
        int known = first.compareAndExchange(place, NOBODY, process + 1);
        if (known != NOBODY && known != process + 1) {
            synchronized (others) {
                others.add(((long) place << Integer.SIZE) | process);
            }
        }
    }

    /** How many sockets there are. */
    int sockets() {
        return first.length();
    }

    /** The process that was found first to have the socket at this place: its index, or -1 if none was. */
    int first(int place) {
        return first.get(place) - 1;
    }

    /**
     * All that were found besides the first: the place of the socket in the upper half, the index of the process in the lower; in order, some more
     * than once. Called after the walk.
     */
    Longs others() {
        synchronized (others) {
            others.sort();
            return others;
        }
    }
}
