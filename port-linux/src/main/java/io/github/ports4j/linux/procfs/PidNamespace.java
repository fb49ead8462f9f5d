package io.github.ports4j.linux.procfs;

import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import java.util.Optional;

/**
 * The pid namespace of this process, and that of the mounted /proc. They differ after {@code unshare --pid} without a new
 * /proc; a number that /proc shows then belongs to another process in the ears of {@code kill(2)} and {@code pidfd_open(2)}.
 */
public final class PidNamespace {
    /**
     * {@code PROC_PID_INIT_INO}: of the first namespace, where every process of the host is seen.
     *
     * @see "linux/proc_ns.h"
     */
    private static final String FIRST = "pid:[4026531836]";

    private PidNamespace() {}

    /** Whether this process is in another than the host's first, so that processes of this host may be out of sight. */
    static boolean isNested(ProcFiles files) {
        Optional<byte[]> name = files.link(ProcFiles.AT_FDCWD, "/proc/self/ns/pid");
        // a kernel without such namespaces has no such link
        return name.isPresent() && !FIRST.equals(ProcText.utf8(name.get()));
    }

    /** The pid of this JVM in the numbers of /proc. */
    public static long self(ProcFiles files) {
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
    public static void requireSame(ProcFiles files) {
        if (!isSame(files)) {
            throw new UnsupportedFeatureException(
                    "/proc shows the pids of another pid namespace than this process is in, and these can't be signalled; "
                            + "mount a /proc of its own (unshare --mount-proc)");
        }
    }

    /** Whether they are those of this process' own namespace. */
    public static boolean isSame(ProcFiles files) {
        // One number: /proc's namespace is this process' own. None: a kernel before 4.1, which does not tell.
        return PidStatus.parse(files.read("/proc/self/status")).pidNamespaces() <= 1;
    }
}
