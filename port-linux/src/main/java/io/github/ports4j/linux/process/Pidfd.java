package io.github.ports4j.linux.process;

import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.libc.SyscallNumbers;

/**
 * The calls on descriptors of processes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
final class Pidfd {
    private Pidfd() {}

    /** {@code pidfd_open(pid, 0)}: the descriptor, or the negative errno. Since Linux 5.3. */
    static int open(long pid) {
        long descriptor = LibC.syscall(SyscallNumbers.PIDFD_OPEN, pid, 0, 0, 0);
        return descriptor < 0 ? -LibC.errno() : (int) descriptor;
    }

    /** {@code pidfd_send_signal(pidfd, signal, NULL, 0)}: 0, or the errno. Since Linux 5.1. */
    static int send(int pidfd, int signal) {
        return LibC.syscall(SyscallNumbers.PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0) < 0 ? LibC.errno() : 0;
    }

    /** Whether every thread of the process has ended, reaped or not: {@code poll} calls the descriptor readable then. */
    static boolean ended(int pidfd) {
        try (PollSet set = new PollSet(1)) {
            set.add(pidfd);
            return set.poll(0);
        }
    }

    /** Whether {@link #open} was refused because this kernel, or what confines this process, has no such call. */
    static boolean isMissing(int errno) {
        return errno == LinuxErrno.ENOSYS || LinuxErrno.isRefused(errno);
    }

    /**
     * Whether {@link #open} found nobody: no such process, or (EINVAL before Linux 6.15 or so, ENOENT after) only a thread of
     * that number.
     */
    static boolean isNobody(int errno) {
        return LinuxErrno.isVanished(errno) || errno == LinuxErrno.EINVAL;
    }
}
