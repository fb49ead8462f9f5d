package io.github.ports4j.macos.libsystem;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The system library of macOS by JNA's direct mapping. Arguments are numbers only, memory is passed by its address; structures are
 * decoded elsewhere. None of these functions is variadic. Where a call fails, {@link #errno()} tells why: those that return -1 then,
 * and those of libproc, which return 0.
 *
 * <p>Loaded, and JNA with it, when the first call is made.
 *
 * @see "libproc.h, sys/sysctl.h, sys/event.h of macOS 11 to 15"
 */
public final class LibSystem {
    static {
        Native.register(LibSystem.class, NativeLibrary.getInstance("System"));
    }

    private LibSystem() {}

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
     * {@code errno = 0}: before a call whose answer 0 is a failure or not, by {@code errno} alone, such as {@link #proc_pidinfo} with
     * PROC_PIDLISTFDS.
     */
    public static void clearErrno() {
        Native.setLastError(0);
    }

    /**
     * {@code int proc_listpids(uint32_t type, uint32_t typeinfo, void *buffer, int buffersize)}: bytes stored, or with no buffer bytes
     * that would be; 0 for a failure.
     *
     * @see "libproc.h"
     */
    public static native int proc_listpids(int type, int typeinfo, long buffer, int buffersize);

    /**
     * {@code int proc_pidinfo(int pid, int flavor, uint64_t arg, void *buffer, int buffersize)}: bytes stored; 0 for a failure, or none.
     *
     * @see "libproc.h"
     */
    public static native int proc_pidinfo(int pid, int flavor, long arg, long buffer, int buffersize);

    /**
     * {@code int proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int buffersize)}: bytes stored; 0 for a failure.
     *
     * @see "libproc.h"
     */
    public static native int proc_pidfdinfo(int pid, int fd, int flavor, long buffer, int buffersize);

    /**
     * {@code int proc_pidfileportinfo(int pid, uint32_t fileport, int flavor, void *buffer, int buffersize)}: bytes stored; 0 for a
     * failure.
     *
     * @see "libproc.h"
     */
    public static native int proc_pidfileportinfo(int pid, int fileport, int flavor, long buffer, int buffersize);

    /**
     * {@code int proc_pidpath(int pid, void *buffer, uint32_t buffersize)}: length of the path; 0 for a failure.
     *
     * @param buffersize 1024 to 4096
     * @see "libproc.h"
     */
    public static native int proc_pidpath(int pid, long buffer, int buffersize);

    /**
     * {@code int sysctlbyname(const char *name, void *oldp, size_t *oldlenp, void *newp, size_t newlen)}.
     *
     * @see "sysctlbyname(3)"
     */
    public static native int sysctlbyname(long name, long oldp, long oldlenp, long newp, long newlen);

    /**
     * {@code int sysctl(int *name, u_int namelen, void *oldp, size_t *oldlenp, void *newp, size_t newlen)}.
     *
     * @see "sysctl(3)"
     */
    public static native int sysctl(long name, int namelen, long oldp, long oldlenp, long newp, long newlen);

    /**
     * {@code int kqueue(void)}.
     *
     * @see "kqueue(2)"
     */
    public static native int kqueue();

    /**
     * {@code int kevent(int kq, const struct kevent *changelist, int nchanges, struct kevent *eventlist, int nevents, const struct
     * timespec *timeout)}: how many events were stored.
     *
     * @see "kqueue(2)"
     */
    public static native int kevent(int kq, long changelist, int nchanges, long eventlist, int nevents, long timeout);

    /**
     * {@code int kill(pid_t pid, int sig)}.
     *
     * @see "kill(2)"
     */
    public static native int kill(int pid, int sig);

    /**
     * {@code int getifaddrs(struct ifaddrs **ifap)}.
     *
     * @see "getifaddrs(3)"
     */
    public static native int getifaddrs(long ifap);

    /**
     * {@code void freeifaddrs(struct ifaddrs *ifp)}.
     *
     * @see "getifaddrs(3)"
     */
    public static native void freeifaddrs(long ifp);

    /**
     * {@code int socket(int domain, int type, int protocol)}.
     *
     * @see "socket(2)"
     */
    public static native int socket(int domain, int type, int protocol);

    /**
     * {@code int setsockopt(int socket, int level, int option, const void *value, socklen_t length)}.
     *
     * @see "setsockopt(2)"
     */
    public static native int setsockopt(int socket, int level, int option, long value, int length);

    /**
     * {@code int bind(int socket, const struct sockaddr *address, socklen_t length)}.
     *
     * @see "bind(2)"
     */
    public static native int bind(int socket, long address, int length);

    /**
     * {@code int close(int fildes)}.
     *
     * @see "close(2)"
     */
    public static native int close(int fildes);
}
