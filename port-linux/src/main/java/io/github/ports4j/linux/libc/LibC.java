package io.github.ports4j.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library by JNA's direct mapping. Arguments are numbers only, memory is passed by its address; structures are decoded
 * elsewhere. A call that fails returns -1; then, and only then, {@link #errno()} tells why.
 *
 * <p>Loaded, and JNA with it, when the first call is made.
 */
public final class LibC {
    static {
        Native.register(LibC.class, NativeLibrary.getInstance("c"));
    }

    private LibC() {}

    /**
     * Loads JNA and finds every function, which any call would do as well.
     *
     * @throws LinkageError if that fails
     */
    public static void load() {
        // the work is done by the initialiser of this class
    }

    /** {@code errno}: why the last call of this thread failed. Ask at once, before any other call. */
    public static int errno() {
        return Native.getLastError();
    }

    /**
     * {@code int socket(int domain, int type, int protocol)}.
     *
     * @see "socket(2)"
     */
    public static native int socket(int domain, int type, int protocol);

    /**
     * {@code int bind(int fd, const struct sockaddr *addr, socklen_t len)}.
     *
     * @see "bind(2)"
     */
    public static native int bind(int fd, long addr, int len);

    /**
     * {@code int connect(int fd, const struct sockaddr *addr, socklen_t len)}.
     *
     * @see "connect(2)"
     */
    public static native int connect(int fd, long addr, int len);

    /**
     * {@code int getsockname(int fd, struct sockaddr *addr, socklen_t *len)}.
     *
     * @see "getsockname(2)"
     */
    public static native int getsockname(int fd, long addr, long len);

    /**
     * {@code int getsockopt(int fd, int level, int name, void *value, socklen_t *len)}.
     *
     * @see "getsockopt(2)"
     */
    public static native int getsockopt(int fd, int level, int name, long value, long len);

    /**
     * {@code int setsockopt(int fd, int level, int name, const void *value, socklen_t len)}.
     *
     * @see "setsockopt(2)"
     */
    public static native int setsockopt(int fd, int level, int name, long value, int len);

    /**
     * {@code ssize_t send(int fd, const void *buf, size_t len, int flags)}.
     *
     * @see "send(2)"
     */
    public static native long send(int fd, long buf, long len, int flags);

    /**
     * {@code ssize_t recv(int fd, void *buf, size_t len, int flags)}.
     *
     * @see "recv(2)"
     */
    public static native long recv(int fd, long buf, long len, int flags);

    /**
     * {@code int poll(struct pollfd *fds, nfds_t nfds, int timeout)}.
     *
     * @see "poll(2)"
     */
    public static native int poll(long fds, long nfds, int timeout);

    /**
     * {@code int epoll_create1(int flags)}.
     *
     * @see "epoll_create1(2)"
     */
    public static native int epoll_create1(int flags);

    /**
     * {@code int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)}.
     *
     * @see "epoll_ctl(2)"
     */
    public static native int epoll_ctl(int epfd, int op, int fd, long event);

    /**
     * {@code int epoll_wait(int epfd, struct epoll_event *events, int count, int timeout)}.
     *
     * @see "epoll_wait(2)"
     */
    public static native int epoll_wait(int epfd, long events, int count, int timeout);

    /**
     * {@code int getrlimit(int resource, struct rlimit *limit)}.
     *
     * @see "getrlimit(2)"
     */
    public static native int getrlimit(int resource, long limit);

    /**
     * {@code int openat(int dirfd, const char *path, int flags)}.
     *
     * @see "openat(2)"
     */
    public static native int openat(int dirfd, long path, int flags);

    /**
     * {@code ssize_t readlinkat(int dirfd, const char *path, char *buf, size_t size)}.
     *
     * @see "readlinkat(2)"
     */
    public static native long readlinkat(int dirfd, long path, long buf, long size);

    /**
     * {@code ssize_t read(int fd, void *buf, size_t count)}.
     *
     * @see "read(2)"
     */
    public static native long read(int fd, long buf, long count);

    /**
     * {@code int close(int fd)}.
     *
     * @see "close(2)"
     */
    public static native int close(int fd);

    /**
     * {@code long syscall(long number, ...)} with four arguments, of which the kernel looks at those that the call has. Numbers
     * are in {@link SyscallNumbers}.
     *
     * @see "syscall(2)"
     */
    public static native long syscall(long number, long a, long b, long c, long d);
}
