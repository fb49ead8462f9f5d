package io.github.ports4j.linux.libc;

import static io.github.ports4j.posix.NativeType.INT;
import static io.github.ports4j.posix.NativeType.LONG;
import static io.github.ports4j.posix.NativeType.POINTER;

import io.github.ports4j.posix.NativeFunction;

/**
 * The C library. Arguments are numbers only, memory is passed by its address; structures are decoded
 * elsewhere. A call that fails returns -1; then, and only then, {@link #errno()} tells why.
 *
 * <p>Loaded, and jffi with it, when the first call is made.
 */
public final class LibC {
    private static final NativeFunction SOCKET = NativeFunction.ofC("socket", INT, INT, INT, INT);
    private static final NativeFunction BIND = NativeFunction.ofC("bind", INT, INT, POINTER, INT);
    private static final NativeFunction CONNECT = NativeFunction.ofC("connect", INT, INT, POINTER, INT);
    private static final NativeFunction GETSOCKNAME = NativeFunction.ofC("getsockname", INT, INT, POINTER, POINTER);
    private static final NativeFunction GETSOCKOPT =
            NativeFunction.ofC("getsockopt", INT, INT, INT, INT, POINTER, POINTER);
    private static final NativeFunction SETSOCKOPT = NativeFunction.ofC("setsockopt", INT, INT, INT, INT, POINTER, INT);
    private static final NativeFunction SEND = NativeFunction.ofC("send", LONG, INT, POINTER, LONG, INT);
    private static final NativeFunction RECV = NativeFunction.ofC("recv", LONG, INT, POINTER, LONG, INT);
    private static final NativeFunction POLL = NativeFunction.ofC("poll", INT, POINTER, LONG, INT);
    private static final NativeFunction EPOLL_CREATE1 = NativeFunction.ofC("epoll_create1", INT, INT);
    private static final NativeFunction EPOLL_CTL = NativeFunction.ofC("epoll_ctl", INT, INT, INT, INT, POINTER);
    private static final NativeFunction EPOLL_WAIT = NativeFunction.ofC("epoll_wait", INT, INT, POINTER, INT, INT);
    private static final NativeFunction GETRLIMIT = NativeFunction.ofC("getrlimit", INT, INT, POINTER);
    private static final NativeFunction OPENAT = NativeFunction.ofC("openat", INT, INT, POINTER, INT);
    private static final NativeFunction READLINKAT =
            NativeFunction.ofC("readlinkat", LONG, INT, POINTER, POINTER, LONG);
    private static final NativeFunction READ = NativeFunction.ofC("read", LONG, INT, POINTER, LONG);
    private static final NativeFunction CLOSE = NativeFunction.ofC("close", INT, INT);
    private static final NativeFunction SYSCALL = NativeFunction.ofC("syscall", LONG, LONG, LONG, LONG, LONG, LONG);
    private static final NativeFunction SYSCALL_5 =
            NativeFunction.ofC("syscall", LONG, LONG, LONG, LONG, LONG, LONG, LONG);

    private LibC() {}

    /**
     * Loads jffi and finds every function, which any call would do as well.
     *
     * @throws LinkageError if that fails
     */
    public static void load() {
        // the work is done by the initialiser of this class
    }

    /** {@code errno}: why the last call of this thread failed. Ask at once, before any other call. */
    public static int errno() {
        return NativeFunction.errno();
    }

    /**
     * {@code int socket(int domain, int type, int protocol)}.
     *
     * @see "socket(2)"
     */
    public static int socket(int domain, int type, int protocol) {
        return (int) SOCKET.call(domain, type, protocol);
    }

    /**
     * {@code int bind(int fd, const struct sockaddr *addr, socklen_t len)}.
     *
     * @see "bind(2)"
     */
    public static int bind(int fd, long addr, int len) {
        return (int) BIND.call(fd, addr, len);
    }

    /**
     * {@code int connect(int fd, const struct sockaddr *addr, socklen_t len)}.
     *
     * @see "connect(2)"
     */
    public static int connect(int fd, long addr, int len) {
        return (int) CONNECT.call(fd, addr, len);
    }

    /**
     * {@code int getsockname(int fd, struct sockaddr *addr, socklen_t *len)}.
     *
     * @see "getsockname(2)"
     */
    public static int getsockname(int fd, long addr, long len) {
        return (int) GETSOCKNAME.call(fd, addr, len);
    }

    /**
     * {@code int getsockopt(int fd, int level, int name, void *value, socklen_t *len)}.
     *
     * @see "getsockopt(2)"
     */
    public static int getsockopt(int fd, int level, int name, long value, long len) {
        return (int) GETSOCKOPT.call(fd, level, name, value, len);
    }

    /**
     * {@code int setsockopt(int fd, int level, int name, const void *value, socklen_t len)}.
     *
     * @see "setsockopt(2)"
     */
    public static int setsockopt(int fd, int level, int name, long value, int len) {
        return (int) SETSOCKOPT.call(fd, level, name, value, len);
    }

    /**
     * {@code ssize_t send(int fd, const void *buf, size_t len, int flags)}.
     *
     * @see "send(2)"
     */
    public static long send(int fd, long buf, long len, int flags) {
        return SEND.call(fd, buf, len, flags);
    }

    /**
     * {@code ssize_t recv(int fd, void *buf, size_t len, int flags)}.
     *
     * @see "recv(2)"
     */
    public static long recv(int fd, long buf, long len, int flags) {
        return RECV.call(fd, buf, len, flags);
    }

    /**
     * {@code int poll(struct pollfd *fds, nfds_t nfds, int timeout)}.
     *
     * @see "poll(2)"
     */
    public static int poll(long fds, long nfds, int timeout) {
        return (int) POLL.call(fds, nfds, timeout);
    }

    /**
     * {@code int epoll_create1(int flags)}.
     *
     * @see "epoll_create1(2)"
     */
    public static int epoll_create1(int flags) {
        return (int) EPOLL_CREATE1.call(flags);
    }

    /**
     * {@code int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)}.
     *
     * @see "epoll_ctl(2)"
     */
    public static int epoll_ctl(int epfd, int op, int fd, long event) {
        return (int) EPOLL_CTL.call(epfd, op, fd, event);
    }

    /**
     * {@code int epoll_wait(int epfd, struct epoll_event *events, int count, int timeout)}.
     *
     * @see "epoll_wait(2)"
     */
    public static int epoll_wait(int epfd, long events, int count, int timeout) {
        return (int) EPOLL_WAIT.call(epfd, events, count, timeout);
    }

    /**
     * {@code int getrlimit(int resource, struct rlimit *limit)}.
     *
     * @see "getrlimit(2)"
     */
    public static int getrlimit(int resource, long limit) {
        return (int) GETRLIMIT.call(resource, limit);
    }

    /**
     * {@code int openat(int dirfd, const char *path, int flags)}.
     *
     * @see "openat(2)"
     */
    public static int openat(int dirfd, long path, int flags) {
        return (int) OPENAT.call(dirfd, path, flags);
    }

    /**
     * {@code ssize_t readlinkat(int dirfd, const char *path, char *buf, size_t size)}.
     *
     * @see "readlinkat(2)"
     */
    public static long readlinkat(int dirfd, long path, long buf, long size) {
        return READLINKAT.call(dirfd, path, buf, size);
    }

    /**
     * {@code ssize_t read(int fd, void *buf, size_t count)}.
     *
     * @see "read(2)"
     */
    public static long read(int fd, long buf, long count) {
        return READ.call(fd, buf, count);
    }

    /**
     * {@code int close(int fd)}.
     *
     * @see "close(2)"
     */
    public static int close(int fd) {
        return (int) CLOSE.call(fd);
    }

    /**
     * {@code long syscall(long number, ...)} with four arguments, of which the kernel looks at those that the call has. Numbers
     * are in {@link SyscallNumbers}.
     *
     * @see "syscall(2)"
     */
    public static long syscall(long number, long a, long b, long c, long d) {
        return SYSCALL.call(number, a, b, c, d);
    }

    /**
     * {@code long syscall(long number, ...)} with five arguments.
     *
     * @see "syscall(2)"
     */
    public static long syscall(long number, long a, long b, long c, long d, long e) {
        return SYSCALL_5.call(number, a, b, c, d, e);
    }
}
