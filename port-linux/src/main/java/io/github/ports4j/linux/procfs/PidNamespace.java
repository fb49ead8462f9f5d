package io.github.ports4j.linux.procfs;

import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;
import java.nio.charset.StandardCharsets;

/** Which pid namespace this process lives in. */
final class PidNamespace {
    private static final String PATH = "/proc/self/ns/pid\0";

    /**
     * {@code PROC_PID_INIT_INO}: of the first namespace, where every process of the host is seen.
     *
     * @see "linux/proc_ns.h"
     */
    private static final String FIRST = "pid:[4026531836]";

    private static final int SIZE = 64;

    private PidNamespace() {}

    /** {@code readlinkat(AT_FDCWD, "/proc/self/ns/pid", ...)}: whether processes of this host may be out of sight. */
    static boolean isNested() {
        byte[] path = PATH.getBytes(StandardCharsets.US_ASCII);
        try (NativeMemory memory = NativeMemory.allocate(path.length + SIZE)) {
            memory.buffer().put(0, path);
            long link = memory.address() + path.length;
            long length = LibC.readlinkat(ProcFile.AT_FDCWD, memory.address(), link, SIZE);
            if (length < 0) {
                int errno = LibC.errno();
                if (errno == LinuxErrno.ENOENT) {
                    return false; // a kernel without such namespaces
                }
                throw Failures.of("readlinkat(/proc/self/ns/pid)", errno);
            }
            byte[] name = new byte[(int) length];
            memory.buffer().get(path.length, name);
            return !FIRST.equals(new String(name, StandardCharsets.US_ASCII));
        }
    }
}
