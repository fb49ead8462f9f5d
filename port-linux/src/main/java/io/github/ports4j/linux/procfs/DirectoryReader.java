package io.github.ports4j.linux.procfs;

import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.libc.SyscallNumbers;
import io.github.ports4j.posix.NativeMemory;

/**
 * Lists directories of /proc whose entries are numbers - processes, the threads of one, descriptors - through one buffer. Not safe
 * for use by several threads.
 */
public final class DirectoryReader implements AutoCloseable {
    private static final int SIZE = 32 * 1024;

    private final long getdents64 = SyscallNumbers.getdents64(System.getProperty("os.arch"))
            .orElseThrow(() ->
                    new UnsupportedFeatureException("the number of getdents64 on this architecture is not known"));
    private final NativeMemory memory = NativeMemory.allocate(SIZE);
    private final Dirents entries = new Dirents(memory.buffer());

    /** The numbers in a directory; those read so far if the process that it is of vanishes. */
    public static Longs numbers(int fd) {
        try (DirectoryReader directory = new DirectoryReader()) {
            return directory.readAll(fd);
        }
    }

    /**
     * {@code getdents64(fd, dirp, count)}: the next part of the directory.
     *
     * @return how many bytes of entries there are; 0 at the end and for a process that has vanished
     */
    int read(int fd) {
        long bytes = LibC.syscall(getdents64, fd, memory.address(), SIZE, 0);
        if (bytes < 0) {
            int errno = LibC.errno();
            if (!LinuxErrno.isVanished(errno)) {
                throw Failures.of("getdents64(/proc/...)", errno);
            }
            bytes = 0;
        }
        entries.reset((int) bytes);
        return (int) bytes;
    }

    /** Steps to the next entry of this part that is a number; false if there is none. */
    boolean next() {
        while (entries.next()) {
            if (entries.number() != Dirents.NO_NUMBER) {
                return true;
            }
        }
        return false;
    }

    /** The entry as a number. */
    long number() {
        return entries.number();
    }

    /** Where the entry's name is, as native calls take it; until the next part is read. */
    long nameAddress() {
        return memory.address() + entries.name();
    }

    /** The numbers in the rest of a directory. */
    Longs readAll(int fd) {
        Longs numbers = new Longs();
        while (read(fd) > 0) {
            while (next()) {
                numbers.add(number());
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        memory.close();
    }
}
