package io.github.ports4j.linux.netlink;

import io.github.ports4j.linux.work.SecondThread;
import io.github.ports4j.linux.work.SharedWork;
import io.github.ports4j.posix.NativeMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a long dump on their way from the thread that receives them to the handler, which gets them in their order and one
 * at a time: from a second thread, if one comes, and else from the first one when it has no room left. For these two threads.
 */
final class DumpRelay implements SharedWork, AutoCloseable {
    private static final int MOST_DATAGRAMS = 12;

    /** For one datagram it is not worth to wake a thread. */
    private static final int WORTH_WAKING = 4;

    private final int size;
    private final int sequence;
    private final NetlinkReply.Handler handler;

    /** Its owner may call the handler, and take this relay's own lock after it. */
    private final Object handing = new Object();

    private final List<NativeMemory> rooms = new ArrayList<>(MOST_DATAGRAMS);
    private final ArrayDeque<NativeMemory> free = new ArrayDeque<>(MOST_DATAGRAMS);
    private final ArrayDeque<NativeMemory> received = new ArrayDeque<>(MOST_DATAGRAMS);
    private boolean closed;
    private @Nullable Throwable failure;

    /**
     * A relay without a second thread.
     *
     * @param size of the longest datagram, in bytes
     * @param sequence the number of the request
     */
    DumpRelay(int size, int sequence, NetlinkReply.Handler handler) {
        this.size = size;
        this.sequence = sequence;
        this.handler = handler;
    }

    /** Room for a datagram, to be given back by {@link #put} or {@link #release}. What the handler failed with is thrown here, or by {@link #finish}. */
    NativeMemory room() {
        NativeMemory room = freeRoom();
        while (room == null) {
            handOn();
            room = freeRoom();
        }
        return room;
    }

    private synchronized @Nullable NativeMemory freeRoom() {
        throwFailure();
        if (free.isEmpty() && rooms.size() < MOST_DATAGRAMS) {
            NativeMemory room = NativeMemory.allocate(size);
            rooms.add(room);
            return room;
        }
        return free.poll();
    }

    /** Gives back room that was not used. */
    synchronized void release(NativeMemory room) {
        free.add(room);
    }

    /** Puts in a datagram: its room, whose buffer has the limit. */
    synchronized void put(NativeMemory datagram) {
        received.add(datagram);
        if (received.size() == WORTH_WAKING) {
            notifyAll();
        }
    }

    /** Hands on what is left; when this returns, the handler has had all. */
    void finish() {
        handOnAll();
        throwFailure();
    }

    private void handOnAll() {
        boolean more = true;
        while (more) {
            more = handOn();
        }
    }

    /** Calls the handler for the next datagram, when it has had the one before; false if there is none, or the handler failed. */
    private boolean handOn() {
        synchronized (handing) {
            NativeMemory datagram = next();
            if (datagram == null) {
                return false;
            }
            try {
                NetlinkReply.decode(datagram.buffer(), sequence, handler, new NetlinkReply.Outcome());
            } catch (RuntimeException | Error e) {
                fail(e);
                return false;
            }
            release(datagram);
            return true;
        }
    }

    private synchronized @Nullable NativeMemory next() {
        return closed || failure != null ? null : received.poll();
    }

    private synchronized void fail(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void help() {
        try {
            while (awaitSome()) {
                handOnAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the first thread goes on alone
        }
    }

    /** Waits for enough datagrams to be worth it; false if no more will come. */
    private synchronized boolean awaitSome() throws InterruptedException {
        while (!closed && failure == null && received.size() < WORTH_WAKING) {
            wait();
        }
        return !closed && failure == null;
    }

    /** Tells with a failure of the first thread what the handler has failed with, if it has. */
    synchronized void addFailureTo(Throwable thrown) {
        if (failure != null && !failure.equals(thrown)) {
            thrown.addSuppressed(failure);
        }
    }

    /** Throws what the handler failed with, if it did, in whichever thread. */
    private synchronized void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Sends the second thread away, when it has ended with the datagram in its hands. */
    @Override
    public void close() {
        SecondThread.dismiss(this);
        synchronized (handing) {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
            rooms.forEach(NativeMemory::close);
        }
    }
}
