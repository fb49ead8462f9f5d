package io.github.ports4j.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.posix.NativeMemory;
import java.nio.charset.StandardCharsets;

/**
 * A network namespace of its own for the calling thread, and for the processes that it starts; it goes when the last of them leaves.
 * Only for root.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;

    static {
        Native.register(NetworkNamespace.class, NativeLibrary.getInstance("c"));
    }

    private final Descriptor before;

    private NetworkNamespace(Descriptor before) {
        this.before = before;
    }

    private static native int unshare(int flags);

    private static native int setns(int fd, int type);

    /** Makes one and enters it. */
    static NetworkNamespace enter() {
        Descriptor before = open("/proc/thread-self/ns/net");
        if (unshare(CLONE_NEWNET) < 0) {
            int errno = Native.getLastError();
            before.close();
            throw Failures.of("unshare(CLONE_NEWNET)", errno);
        }
        return new NetworkNamespace(before);
    }

    private static Descriptor open(String path) {
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.US_ASCII);
        try (NativeMemory memory = NativeMemory.allocate(bytes.length)) {
            memory.buffer().put(0, bytes);
            int fd = LibC.openat(AT_FDCWD, memory.address(), O_CLOEXEC);
            if (fd < 0) {
                throw Failures.of("openat(" + path + ")", LibC.errno());
            }
            return new Descriptor(fd);
        }
    }

    /** Goes back; to be called by the same thread. */
    @Override
    public void close() {
        try (before) {
            if (setns(before.number(), CLONE_NEWNET) < 0) {
                throw Failures.of("setns(CLONE_NEWNET)", Native.getLastError());
            }
        }
    }
}
