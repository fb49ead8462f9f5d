package io.github.ports4j.linux.procfs;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be walked, shared by the threads of one walk: processes, one after the other, and parts of big tables, which
 * go first so that few directories are open at a time. Safe for use by several threads.
 */
final class WalkPlan {
    /** From {@link #nextProcess}: there is none. */
    static final int NONE = -1;

    /** Parts that are waiting or being walked: with so many, all threads have work for a while. */
    private static final int MOST_CHUNKS = 4;

    private final int processes;
    private final ArrayDeque<FdChunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<FdChunk> spare = new ArrayDeque<>();
    private int chunksMade;
    private final AtomicInteger denied = new AtomicInteger();
    private int next;
    private int listing;
    private int helpers;
    private boolean closed;
    private @Nullable Throwable failure;

    WalkPlan(int processes) {
        this.processes = processes;
    }

    /** Room for a part of a table; null if there are parts enough, and the one who asks had better walk it himself. */
    synchronized @Nullable FdChunk room() {
        if (chunksMade == MOST_CHUNKS) {
            return spare.poll();
        }
        chunksMade++;
        return new FdChunk();
    }

    /** Gives back the room of a part that has been walked. */
    synchronized void release(FdChunk chunk) {
        spare.add(chunk);
    }

    /** Puts in a part of a table. */
    synchronized void add(FdChunk chunk) {
        chunks.add(chunk);
        notifyAll();
    }

    /** Takes a part of a table; null if there is none now. */
    synchronized @Nullable FdChunk nextChunk() {
        return failure == null ? chunks.poll() : null;
    }

    /** Takes a process: its index, to be followed by {@link #listed}; or {@link #NONE} if all were taken. */
    synchronized int nextProcess() {
        if (failure != null || next == processes) {
            return NONE;
        }
        listing++;
        return next++;
    }

    /** That no more parts will come from a process that was taken. */
    synchronized void listed() {
        listing--;
        notifyAll();
    }

    /** Waits while others may still put in parts; false if there is nothing left to do. */
    synchronized boolean awaitMore() {
        boolean interrupted = false;
        while (failure == null && chunks.isEmpty() && listing > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // the others are done soon: told to the caller after the walk
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure == null && !chunks.isEmpty();
    }

    /** That a thread failed: the others stop. */
    synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        } else {
            failure.addSuppressed(thrown);
        }
        notifyAll();
    }

    /** Lets a helper in, to be followed by {@link #leave}; false if the walk is over. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        helpers++;
        return true;
    }

    /** That a helper is done. */
    synchronized void leave() {
        helpers--;
        notifyAll();
    }

    /**
     * Ends the walk: waits for the helpers that are in it, and lets no more in. Closes the tables of which parts were left over after
     * a failure.
     */
    synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (helpers > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // they end by themselves: told to the caller after the walk
            }
        }
        for (FdChunk chunk : chunks) {
            if (chunk.table().leave()) {
                chunk.table().close();
            }
        }
        chunks.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws what a thread failed with, if one did. */
    synchronized void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** That the descriptors of a process could not be read, or not all. */
    void deny() {
        denied.incrementAndGet();
    }

    /** Of how many processes the descriptors could not be read. */
    int denied() {
        return denied.get();
    }
}
