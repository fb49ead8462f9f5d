package io.github.ports4j.linux.procfs;

import io.github.ports4j.linux.libc.Descriptor;
import java.util.concurrent.atomic.AtomicInteger;

/** The open directory {@code /proc/PID/fd} of one process, walked by one thread or, if it is big, by several. */
final class FdTable {
    private final int process;
    private final Descriptor directory;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile boolean matched;
    private volatile boolean denied;

    /**
     * Used by one.
     *
     * @param process the index of the process in the list of all
     * @param directory is closed by {@link #close}
     */
    FdTable(int process, Descriptor directory) {
        this.process = process;
        this.directory = directory;
    }

    int process() {
        return process;
    }

    int fd() {
        return directory.number();
    }

    /** That a part of it is given to another to walk. */
    void share() {
        users.incrementAndGet();
    }

    /** That one is done with it; returns whether that was the last, who then has to close it. */
    boolean leave() {
        return users.decrementAndGet() == 0;
    }

    /** That a descriptor of a socket that is looked for was found. */
    void match() {
        matched = true;
    }

    boolean matched() {
        return matched;
    }

    /** That a descriptor could not be looked at. */
    void deny() {
        denied = true;
    }

    boolean denied() {
        return denied;
    }

    void close() {
        directory.close();
    }
}
