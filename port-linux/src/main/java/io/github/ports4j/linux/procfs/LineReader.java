package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;

/** Gives the lines of a file, without making strings of them. */
final class LineReader {
    /** Much longer than a line of /proc/net. */
    private static final int SIZE = 64 * 1024;

    private final String path;
    private final int fd;

    LineReader(String path, int fd) {
        this.path = path;
        this.fd = fd;
    }

    /** Takes a line: the bytes of the buffer from {@code start} to {@code end}, without the line end. */
    interface Line {
        void take(ByteBuffer text, int start, int end);
    }

    /**
     * Gives all lines.
     *
     * @throws MalformedReplyException if the last one has no end
     */
    void forEach(Line line) {
        try (NativeMemory memory = NativeMemory.allocate(SIZE)) {
            ByteBuffer text = memory.buffer();
            int filled = 0;
            int count;
            while ((count = read(memory, filled)) > 0) {
                filled += count;
                int start = 0;
                for (int at = filled - count; at < filled; at++) {
                    if (text.get(at) == '\n') {
                        line.take(text, start, at);
                        start = at + 1;
                    }
                }
                text.put(0, text, start, filled - start);
                filled -= start;
            }
            if (filled > 0) {
                throw new MalformedReplyException(path + ": end of line", filled, 0, 1);
            }
        }
    }

    /** {@code read(fd, memory + at, rest)}. */
    private int read(NativeMemory memory, int at) {
        if (at == memory.size()) {
            throw new MalformedReplyException(path + ": line", 0, at, at + 1L);
        }
        while (true) {
            long count = LibC.read(fd, memory.address() + at, memory.size() - at);
            if (count >= 0) {
                return (int) count;
            }
            int errno = LibC.errno();
            if (errno != LinuxErrno.EINTR) {
                throw Failures.of("read(" + path + ")", errno);
            }
        }
    }
}
