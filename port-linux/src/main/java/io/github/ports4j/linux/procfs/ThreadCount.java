package io.github.ports4j.linux.procfs;

import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.SyscallNumbers;
import io.github.ports4j.posix.NativeMemory;
import java.util.Optional;

/**
 * How many threads a process has, by the links of {@code /proc/PID/task}: one for each, beside the two of any folder. It is a call in
 * place of the four that list them. Safe for use by several threads.
 *
 * @see "proc_task_getattr of the kernel, Linux 6.18; statx(2)"
 */
final class ThreadCount {
    private static final int STATX_NLINK = 4;
    private static final int FLAGS = 0;

    // struct statx
    static final int STATX_SIZE = 256;
    static final int STX_MASK = 0;
    static final int STX_NLINK = 16;

    private static final int LINKS_OF_FOLDER = 2;

    private final Optional<Long> statx = SyscallNumbers.statx(System.getProperty("os.arch"));

    /**
     * {@code statx(fd, path, 0, STATX_NLINK, out)}: whether the process has a single thread; false also where that is not told, as
     * before Linux 4.11 and where a filter of system calls refuses it.
     *
     * @param path of the folder, as native calls take it
     * @param out memory for the answer, at least {@link #STATX_SIZE} bytes
     */
    boolean isOne(int fd, long path, NativeMemory out) {
        if (out.size() < STATX_SIZE) {
            throw new IllegalArgumentException("struct statx does not fit into " + out.size() + " bytes");
        }
        return statx.isPresent()
                && LibC.syscall(statx.get(), fd, path, FLAGS, STATX_NLINK, out.address()) == 0
                && (out.buffer().getInt(STX_MASK) & STATX_NLINK) != 0
                && out.buffer().getInt(STX_NLINK) == LINKS_OF_FOLDER + 1;
    }
}
