package io.github.ports4j.linux.procfs;

import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;
import java.nio.charset.StandardCharsets;

/** Opens and reads small files of /proc by raw calls, so that an error is an errno. */
public final class ProcFile {
    static final int AT_FDCWD = -100;
    static final int O_RDONLY = 0;
    static final int O_CLOEXEC = 0x80000;

    /** The kernel gives one page of such a file at most. */
    private static final int PAGE = 4096;

    private ProcFile() {}

    /**
     * {@code openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC)}, {@code read(2)}, {@code close(2)}.
     *
     * @param path of a file that is shorter than a page
     * @throws io.github.ports4j.SystemCallException if any of them fails
     */
    public static byte[] read(String path) {
        int fd = open(AT_FDCWD, path);
        if (fd < 0) {
            throw Failures.of("openat(" + path + ")", LibC.errno());
        }
        try (Descriptor file = new Descriptor(fd);
                NativeMemory memory = NativeMemory.allocate(PAGE)) {
            long count = LibC.read(file.number(), memory.address(), PAGE);
            if (count < 0) {
                throw Failures.of("read(" + path + ")", LibC.errno());
            }
            byte[] text = new byte[(int) count];
            memory.buffer().get(0, text);
            return text;
        }
    }

    /** {@code openat(dirfd, path, O_RDONLY | O_CLOEXEC)}: a descriptor, or -1 and {@link LibC#errno()}. */
    static int open(int dirfd, String path) {
        byte[] bytes = (path + '\0').getBytes(StandardCharsets.UTF_8);
        try (NativeMemory memory = NativeMemory.allocate(bytes.length)) {
            memory.buffer().put(0, bytes);
            return open(dirfd, memory.address());
        }
    }

    /** {@code openat(dirfd, path, O_RDONLY | O_CLOEXEC)}: a descriptor, or -1 and {@link LibC#errno()}. */
    static int open(int dirfd, long path) {
        while (true) {
            int fd = LibC.openat(dirfd, path, O_RDONLY | O_CLOEXEC);
            // a signal can interrupt it on some kernels
            if (fd >= 0 || LibC.errno() != LinuxErrno.EINTR) {
                return fd;
            }
        }
    }
}
