package io.github.ports4j.linux.connect;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.procfs.DirectoryReader;
import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.posix.NativeMemory;

/**
 * How many descriptors a scan may have.
 *
 * @see "getrlimit(2), proc(5)"
 */
final class DescriptorLimit {
    private static final int RLIMIT_NOFILE = 7; // asm-generic/resource.h; the supported architectures agree

    // struct rlimit
    private static final int SIZE = 16;
    private static final int RLIM_CUR = 0;

    private static final int MOST = 16_384;

    private DescriptorLimit() {}

    /** Of those that are left, all but a quarter; from 1 to {@link #MOST}. */
    static int capacity() {
        long limit = limit();
        long open;
        try {
            open = open();
        } catch (SystemCallException e) {
            if (e.errno() == LinuxErrno.EMFILE || e.errno() == LinuxErrno.ENFILE) {
                return 1; // none is left to count them with
            }
            throw e;
        }
        return capacity(limit, open);
    }

    /**
     * The same of numbers.
     *
     * @param limit unsigned
     */
    static int capacity(long limit, long open) {
        long left = Math.max(0, (limit < 0 ? Long.MAX_VALUE : limit) - open);
        return (int) Math.max(1, Math.min(MOST, left - left / 4));
    }

    /** {@code getrlimit(RLIMIT_NOFILE, limit)}: the soft limit, unsigned. */
    private static long limit() {
        try (NativeMemory memory = NativeMemory.allocate(SIZE)) {
            if (LibC.getrlimit(RLIMIT_NOFILE, memory.address()) < 0) {
                throw Failures.of("getrlimit(RLIMIT_NOFILE)", LibC.errno());
            }
            return memory.buffer().getLong(RLIM_CUR);
        }
    }

    /** How many descriptors this process has open. */
    private static long open() {
        try (ProcFiles files = new ProcFiles();
                Descriptor directory = files.open("/proc/self/fd")) {
            return DirectoryReader.numbers(directory.number()).size() - 1L; // without the directory itself
        }
    }
}
