package io.github.ports4j.linux.process;

import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import java.util.Optional;

/**
 * The pid namespace of this process, and that of the mounted /proc. They differ after {@code unshare --pid} without a new
 * /proc; a number that /proc shows then belongs to another process in the ears of {@code kill(2)} and {@code pidfd_open(2)}.
 */
final class PidNamespace {
    private PidNamespace() {}

    /** The pid of this JVM in the numbers of /proc. */
    static long self(ProcFiles files) {
        Optional<byte[]> target = files.link(ProcFiles.AT_FDCWD, "/proc/self");
        if (target.isEmpty()) {
            throw Failures.of("readlinkat(/proc/self)", LinuxErrno.ENOENT);
        }
        return ProcText.decimal("/proc/self", ProcText.utf8(target.get()));
    }

    /**
     * Makes sure that numbers of /proc may be signalled.
     *
     * @throws UnsupportedFeatureException if they are another namespace's
     */
    static void requireSame(ProcFiles files) {
        if (!isSame(files)) {
            throw new UnsupportedFeatureException(
                    "/proc shows the pids of another pid namespace than this process is in, and these can't be signalled; "
                            + "mount a /proc of its own (unshare --mount-proc)");
        }
    }

    /** Whether they are those of this process' own namespace. */
    static boolean isSame(ProcFiles files) {
        Optional<byte[]> self = files.read(ProcFiles.AT_FDCWD, "/proc/self/status");
        if (self.isEmpty()) {
            throw Failures.of("openat(/proc/self/status)", LinuxErrno.ENOENT);
        }
        // One number: /proc's namespace is this process' own. None: a kernel before 4.1, which does not tell.
        return PidStatus.parse(self.get()).pidNamespaces() <= 1;
    }
}
