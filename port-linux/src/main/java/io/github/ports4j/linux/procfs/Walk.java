package io.github.ports4j.linux.procfs;

import io.github.ports4j.ProcessId;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.linux.work.SecondThread;
import io.github.ports4j.linux.work.SharedWork;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** One walk through the descriptors of all processes, by the calling thread and, where it pays and one comes, a {@link SecondThread}. */
final class Walk implements SharedWork {
    /** For fewer processes it is not worth to wake a second thread. */
    private static final int PROCESSES_FOR_TWO = 200;

    private final int proc;
    private final Longs pids;
    private final LongTable inodes;
    private final BootTime boot;
    private final WalkPlan plan;
    private final AtomicReferenceArray<@Nullable ProcessId> identities;
    private final FoundHolders found;
    private boolean called;

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
        SecondThread.dismiss(this);
        plan.close();
        plan.throwFailure();
    }

    private void work() {
        try (FdWalker walker = new FdWalker(this)) {
            walker.run();
        } catch (RuntimeException | Error e) {
            plan.fail(e);
        }
    }

    @Override
    public void help() {
        if (plan.enter()) {
            try {
                work();
            } finally {
                plan.leave();
            }
        }
    }

    /** Calls for the second thread, the first time. */
    synchronized void callHelper() {
        if (SecondThread.CAN_RUN && !called) {
            called = true;
            SecondThread.call(this);
        }
    }

    /** Whether parts of a big table may be given to a second thread. */
    boolean shared() {
        return SecondThread.CAN_RUN;
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

    /** Who the process with this index is; null if it vanished before it could be told. Asked for each socket: no object is made. */
    @Nullable
    ProcessId identity(int process) {
        return identities.get(process);
    }

    /** Which processes have which of the sockets. */
    FoundHolders found() {
        return found;
    }
}
