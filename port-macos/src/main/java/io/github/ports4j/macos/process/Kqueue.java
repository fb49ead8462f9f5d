package io.github.ports4j.macos.process;

import io.github.ports4j.macos.libsystem.DarwinErrno;
import io.github.ports4j.macos.libsystem.Descriptor;
import io.github.ports4j.macos.libsystem.Failures;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;

/**
 * A kqueue that tells the ends of processes. Not safe for use by several threads.
 *
 * @see "kqueue(2); sys/event.h, macOS 10.15 to 15.6"
 */
final class Kqueue implements AutoCloseable {
    /** {@code sizeof(struct kevent)}, which is packed to 4 bytes. */
    private static final int SIZE = 32;

    private static final int IDENT = 0;
    private static final int FILTER = 8;
    private static final int FLAGS = 10;
    private static final int FFLAGS = 12;
    private static final int DATA = 16;
    private static final int UDATA = 24;

    private static final short EVFILT_PROC = -5;
    private static final short EV_ADD = 0x1;
    private static final short EV_ONESHOT = 0x10;
    private static final short EV_RECEIPT = 0x40;
    private static final short EV_ERROR = 0x4000;
    private static final int NOTE_EXIT = 0x8000_0000;

    // struct timespec
    private static final int TIMESPEC_SIZE = 16;
    private static final int TV_SEC = 0;
    private static final int TV_NSEC = 8;
    private static final long SECOND = 1_000_000_000;

    private static final int TIMEOUT = SIZE;

    private final Descriptor queue;
    private final NativeMemory memory;

    private Kqueue(Descriptor queue) {
        this.queue = queue;
        memory = NativeMemory.allocate(TIMEOUT + TIMESPEC_SIZE);
    }

    /** {@code kqueue()}. */
    static Kqueue open() {
        int fd = LibSystem.kqueue();
        if (fd < 0) {
            throw Failures.of("kqueue()", LibSystem.errno());
        }
        Descriptor queue = new Descriptor(fd);
        try {
            return new Kqueue(queue);
        } catch (OutOfMemoryError e) {
            queue.close();
            throw e;
        }
    }

    /**
     * {@code kevent(kq, {pid, EVFILT_PROC, EV_ADD | EV_ONESHOT | EV_RECEIPT, NOTE_EXIT}, 1, event, 1, {0, 0})}: from now on {@link #await}
     * tells the end of the process with this pid. Anybody may ask that of any process. Where there is none, or only a zombie (ESRCH),
     * nothing will be told: who watches looks afterwards.
     */
    void watch(long pid) {
        ByteBuffer event = memory.buffer();
        event.putLong(IDENT, pid);
        event.putShort(FILTER, EVFILT_PROC);
        event.putShort(FLAGS, (short) (EV_ADD | EV_ONESHOT | EV_RECEIPT));
        event.putInt(FFLAGS, NOTE_EXIT);
        event.putLong(DATA, 0);
        event.putLong(UDATA, 0);
        String call = "kevent(EV_ADD, EVFILT_PROC, " + pid + ")";
        int count = kevent(1, 0);
        int errno = count < 0 ? LibSystem.errno() : (int) event.getLong(DATA);
        // the receipt: an event that says error, with 0 for done
        if (count >= 0 && (count != 1 || (event.getShort(FLAGS) & EV_ERROR) == 0)) {
            throw Failures.of(call + " without a receipt", 0);
        }
        if (errno != 0 && errno != DarwinErrno.ESRCH) {
            throw Failures.of(call, errno);
        }
    }

    /**
     * {@code kevent(kq, NULL, 0, event, 1, timeout)}: waits for the end of a process.
     *
     * @param nanos at most; 0 for not at all
     * @return whether one has ended
     */
    boolean await(long nanos) {
        int count = kevent(0, nanos);
        if (count < 0) {
            int errno = LibSystem.errno();
            if (errno == DarwinErrno.EINTR) {
                return false;
            }
            throw Failures.of("kevent(EVFILT_PROC)", errno);
        }
        return count > 0;
    }

    private int kevent(int changes, long nanos) {
        memory.buffer().putLong(TIMEOUT + TV_SEC, nanos / SECOND);
        memory.buffer().putLong(TIMEOUT + TV_NSEC, nanos % SECOND);
        long event = memory.address();
        return LibSystem.kevent(queue.number(), changes == 0 ? 0 : event, changes, event, 1, event + TIMEOUT);
    }

    @Override
    public void close() {
        try (queue) {
            memory.close();
        }
    }
}
