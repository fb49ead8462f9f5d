package io.github.ports4j.linux.procfs;

import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.socket.LongTable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the descriptors of all processes, by the calling thread and, where it pays, a second one that lives as long
 * as the walk.
 */
final class Walk {
    /** A thread more costs about as much as this many processes. */
    private static final int PROCESSES_FOR_TWO = 64;

    private final int proc;
    private final Longs pids;
    private final LongTable inodes;
    private final BootTime boot;
    private final WalkPlan plan;
    private final AtomicReferenceArray<@Nullable ProcessId> identities;
    private final boolean shared = Runtime.getRuntime().availableProcessors() > 1;
    private final FoundHolders found;
    private @Nullable Thread helper;

    /**
     * A walk that has not begun.
     *
     * @param proc the open directory {@code /proc}
     * @param pids the processes
     * @param inodes what is looked for
     */
    Walk(int proc, Longs pids, LongTable inodes, BootTime boot) {
        this.proc = proc;
        this.pids = pids;
        this.inodes = inodes;
        this.boot = boot;
        this.plan = new WalkPlan(pids.size());
        this.found = new FoundHolders(inodes.size());
        this.identities = new AtomicReferenceArray<>(pids.size());
    }

    /** Walks. Whatever a thread failed with is thrown here. */
    void run() {
        if (pids.size() >= PROCESSES_FOR_TWO) {
            callHelper();
        }
        work();
        joinHelper();
        plan.closeLeftovers();
        plan.throwFailure();
    }

    private void work() {
        try (FdWalker walker = new FdWalker(this)) {
            walker.run();
        } catch (RuntimeException | Error e) {
            plan.fail(e);
        }
    }

    /** Starts the second thread, if there is none. */
    synchronized void callHelper() {
        if (helper == null && shared) {
            Thread thread = new Thread(null, this::work, "ports4j-walk", 0, false);
            thread.setDaemon(true);
            try {
                thread.start();
                helper = thread;
            } catch (OutOfMemoryError e) {
                // not one thread more is to be had, as under a low pids.max: the walk is as good with one, and slower
            }
        }
    }

    private void joinHelper() {
        Thread thread;
        synchronized (this) {
            thread = helper;
        }
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // it ends by itself: told to the caller after the walk
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether parts of a big table may be given to a second thread. */
    boolean shared() {
        return shared;
    }

    int proc() {
        return proc;
    }

    Longs pids() {
        return pids;
    }

    LongTable inodes() {
        return inodes;
    }

    BootTime boot() {
        return boot;
    }

    WalkPlan plan() {
        return plan;
    }

    /** That this is the process with this index. */
    void identify(int process, ProcessId id) {
        identities.set(process, id);
    }

    /** Who the process with this index is; empty if it vanished before it could be told. */
    Optional<ProcessId> identity(int process) {
        return Optional.ofNullable(identities.get(process));
    }

    /** Which processes have which of the sockets. */
    FoundHolders found() {
        return found;
    }
}
