package io.github.ports4j.linux.process;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.LinuxErrno;

/**
 * A process that is there and that /proc does not show, as those of others where it is mounted with hidepid=2. It must not be
 * taken for one that is gone.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5), mount options</a>
 */
final class HiddenProcess {
    private HiddenProcess() {}

    /** Whether {@code pidfd_open(2)}, which no option of /proc touches, finds a process. False too where it is missing. */
    static boolean exists(long pid) {
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            return false;
        }
        int pidfd = Pidfd.open(pid);
        if (pidfd < 0) {
            return false;
        }
        Descriptor.close(pidfd);
        return true;
    }

    /** What is thrown then. */
    static SystemCallException failure(long pid) {
        return new SystemCallException(
                "openat(/proc/" + pid + ")",
                LinuxErrno.ENOENT,
                "ENOENT",
                "the process is there and /proc hides it (mount option hidepid): ask as root, or as its user");
    }
}
