package io.github.ports4j.linux.procfs;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads small files of /proc and of cgroups, relative to a directory that is held open: what is read through the directory of
 * one process is of that process, also when another has its pid by then. Not safe for use by several threads.
 */
public final class ProcFiles implements AutoCloseable {
    /** Where a path that begins with a slash is relative to. @see "fcntl.h" */
    public static final int AT_FDCWD = -100;

    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x8_0000; // asm-generic/fcntl.h; the supported architectures agree
    private static final int ENODEV = 19;
    private static final int PATH_MAX = 4096;

    private final NativeMemory path = NativeMemory.allocate(PATH_MAX);
    private final NativeMemory data = NativeMemory.allocate(2 * PATH_MAX);

    /** With buffers that {@link #close} frees; touches no file. */
    public ProcFiles() {}

    /** {@code openat(directory, path, O_RDONLY | O_CLOEXEC)}: a descriptor, or -1 and {@link LibC#errno()}. */
    static int openat(int directory, long path) {
        while (true) {
            int fd = LibC.openat(directory, path, O_RDONLY | O_CLOEXEC);
            // a signal can interrupt it on some kernels
            if (fd >= 0 || LibC.errno() != LinuxErrno.EINTR) {
                return fd;
            }
        }
    }

    /** Opens a directory or a file; nothing if it, or the process that it is of, has vanished. */
    public Optional<Descriptor> open(int directory, String name) {
        return open(directory, name, false);
    }

    /**
     * Opens a directory or a file that every kernel has.
     *
     * @throws SystemCallException also if it is missing
     */
    public Descriptor open(String path) {
        return open(AT_FDCWD, path).orElseThrow(() -> missing(path));
    }

    /**
     * The bytes of a file that every kernel has.
     *
     * @throws SystemCallException also if it is missing
     */
    public byte[] read(String path) {
        return read(AT_FDCWD, path).orElseThrow(() -> missing(path));
    }

    /** The bytes of a file; nothing if it, or the process that it is of, has vanished. */
    public Optional<byte[]> read(int directory, String name) {
        return read(directory, name, false);
    }

    /** The bytes of a file; nothing if it has vanished or may not be read. */
    public Optional<byte[]> readIfPermitted(int directory, String name) {
        return read(directory, name, true);
    }

    /** Where a link points to; nothing if it, or the process that it is of, has vanished. */
    public Optional<byte[]> link(int directory, String name) {
        return link(directory, name, false);
    }

    /** Where a link points to; nothing if it has vanished or may not be read. */
    public Optional<byte[]> linkIfPermitted(int directory, String name) {
        return link(directory, name, true);
    }

    private Optional<byte[]> link(int directory, String name, boolean refusedIsAbsent) {
        if (!put(name)) {
            return Optional.empty();
        }
        long length = LibC.readlinkat(directory, path.address(), data.address(), data.size());
        if (length < 0) {
            int errno = LibC.errno();
            return absent("readlinkat(" + name + ")", errno, refusedIsAbsent);
        }
        return Optional.of(taken(length));
    }

    @Override
    public void close() {
        path.close();
        data.close();
    }

    private Optional<byte[]> read(int directory, String name, boolean refusedIsAbsent) {
        Optional<Descriptor> opened = open(directory, name, refusedIsAbsent);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Descriptor file = opened.get()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (true) {
                long length = LibC.read(file.number(), data.address(), data.size());
                if (length == 0) {
                    return Optional.of(all.toByteArray());
                }
                if (length > 0) {
                    all.writeBytes(taken(length));
                } else {
                    int errno = LibC.errno();
                    if (errno != LinuxErrno.EINTR) {
                        return absent("read(" + name + ")", errno, refusedIsAbsent);
                    }
                }
            }
        }
    }

    private Optional<Descriptor> open(int directory, String name, boolean refusedIsAbsent) {
        if (!put(name)) {
            return Optional.empty();
        }
        int descriptor = openat(directory, path.address());
        if (descriptor < 0) {
            int errno = LibC.errno();
            return absent("openat(" + name + ")", errno, refusedIsAbsent);
        }
        return Optional.of(new Descriptor(descriptor));
    }

    private static SystemCallException missing(String path) {
        return Failures.of("openat(" + path + ")", LinuxErrno.ENOENT);
    }

    /** Nothing, if the error means that; ENODEV is what a file of a cgroup says that has been removed. */
    private static <T> Optional<T> absent(String call, int errno, boolean refusedIsAbsent) {
        if (LinuxErrno.isVanished(errno) || errno == ENODEV || (refusedIsAbsent && LinuxErrno.isRefused(errno))) {
            return Optional.empty();
        }
        throw Failures.of(call, errno);
    }

    /** Puts a name, ended by NUL, where the kernel reads it. One that is too long for a path, or has a NUL, names no file. */
    private boolean put(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= PATH_MAX || name.indexOf('\0') >= 0) {
            return false;
        }
        path.buffer().put(0, bytes).put(bytes.length, (byte) 0);
        return true;
    }

    private byte[] taken(long length) {
        byte[] bytes = new byte[(int) length];
        data.buffer().get(0, bytes);
        return bytes;
    }
}
