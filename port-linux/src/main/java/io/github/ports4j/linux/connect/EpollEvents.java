package io.github.ports4j.linux.connect;

import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;
import java.util.concurrent.TimeUnit;

/**
 * Owns an epoll descriptor, and the array of {@code struct epoll_event} into which the kernel writes what has happened. Not safe for
 * use by several threads.
 *
 * @see "epoll(7); linux/eventpoll.h, Linux 6.1"
 */
final class EpollEvents implements AutoCloseable {
    private static final int EPOLL_CLOEXEC = 0x8_0000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLOUT = 4;
    private static final int EPOLLET = 1 << 31;

    // struct epoll_event is packed on x86-64, and there alone
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
    private static final int SIZE = PACKED ? 12 : 16;
    private static final int EVENTS = 0;
    private static final int DATA = PACKED ? 4 : 8;

    private static final int MOST = 1024;
    private static final int ADDED = MOST * SIZE; // behind them the one that is added

    private final Descriptor epoll;
    private final NativeMemory memory;

    private EpollEvents(Descriptor epoll, NativeMemory memory) {
        this.epoll = epoll;
        this.memory = memory;
    }

    /**
     * {@code epoll_create1(EPOLL_CLOEXEC)}.
     *
     * @throws io.github.ports4j.SystemCallException if it can't be had
     */
    static EpollEvents open() {
        int fd = LibC.epoll_create1(EPOLL_CLOEXEC);
        if (fd < 0) {
            throw Failures.of("epoll_create1(EPOLL_CLOEXEC)", LibC.errno());
        }
        Descriptor epoll = new Descriptor(fd);
        try {
            return new EpollEvents(epoll, NativeMemory.allocate(ADDED + SIZE));
        } catch (OutOfMemoryError e) {
            epoll.close();
            throw e;
        }
    }

    /**
     * {@code epoll_ctl(epfd, EPOLL_CTL_ADD, fd, EPOLLOUT | EPOLLET)}: from now on tells, once each time, that an attempt of this socket
     * has ended, until the socket is closed.
     *
     * @param number what its events are known by
     * @return 0 or the errno
     */
    int add(int socket, int number) {
        memory.buffer().putInt(ADDED + EVENTS, EPOLLOUT | EPOLLET).putInt(ADDED + DATA, number);
        long event = memory.address() + ADDED;
        return LibC.epoll_ctl(epoll.number(), EPOLL_CTL_ADD, socket, event) < 0 ? LibC.errno() : 0;
    }

    /**
     * {@code epoll_wait(epfd, events, 1024, milliseconds)}.
     *
     * @param nanos how long at most, which is rounded up
     * @return how many events there are; 0 also if a signal handler cut the wait short
     */
    int await(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (TimeUnit.MILLISECONDS.toNanos(millis) < nanos) {
            millis++;
        }
        int count = LibC.epoll_wait(epoll.number(), memory.address(), MOST, (int) Math.min(millis, Integer.MAX_VALUE));
        if (count >= 0) {
            return count;
        }
        int errno = LibC.errno();
        if (errno != LinuxErrno.EINTR) {
            throw Failures.of("epoll_wait", errno);
        }
        return 0;
    }

    /** The number that was given to the socket of an event. */
    int number(int event) {
        return memory.buffer().getInt(event * SIZE + DATA);
    }

    /** {@code close(epfd)}; the second time nothing. */
    @Override
    public void close() {
        try (memory) {
            epoll.close();
        }
    }
}
