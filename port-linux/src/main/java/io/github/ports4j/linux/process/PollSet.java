package io.github.ports4j.linux.process;

import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;

/**
 * An array of {@code struct pollfd}, each asking whether a descriptor is readable.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
final class PollSet implements AutoCloseable {
    private static final int SIZE = 8; // int fd, short events, short revents
    private static final int EVENTS = 4;
    private static final short POLLIN = 1;

    private final NativeMemory memory;
    private int count;

    /** For at most this many. */
    PollSet(int capacity) {
        memory = NativeMemory.allocate(Math.max(1, capacity) * SIZE);
    }

    /** Asks about one more. */
    void add(int descriptor) {
        memory.buffer().putInt(count * SIZE, descriptor).putShort(count * SIZE + EVENTS, POLLIN);
        count++;
    }

    /** {@code poll(fds, count, milliseconds)}: whether one is readable; false also if a signal handler cut the wait short. */
    boolean poll(int milliseconds) {
        int ready = LibC.poll(memory.address(), count, milliseconds);
        if (ready >= 0) {
            return ready > 0;
        }
        int errno = LibC.errno();
        if (errno != LinuxErrno.EINTR) {
            throw Failures.of("poll(" + count + " descriptors)", errno);
        }
        return false;
    }

    @Override
    public void close() {
        memory.close();
    }
}
