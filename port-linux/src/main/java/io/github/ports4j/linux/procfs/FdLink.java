package io.github.ports4j.linux.procfs;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code socket:[INODE]}, to which the link of a socket's descriptor points in {@code /proc/PID/fd}. No other link begins
 * like that: paths begin with a slash or "(unreachable)", and what else has no path is named otherwise.
 *
 * @see "sockfs_dname of the kernel, Linux 6.18; proc_pid_fd(5)"
 */
final class FdLink {
    /** From {@link #inode}: the link is not that of a socket. */
    static final long NO_SOCKET = 0;

    /** Enough to hold the link of a socket; others may be cut. */
    static final int SIZE = 64;

    private static final byte[] PREFIX = "socket:[".getBytes(StandardCharsets.US_ASCII);
    private static final long PREFIX_BIG_ENDIAN = ByteBuffer.wrap(PREFIX).getLong();
    private static final long PREFIX_LITTLE_ENDIAN =
            ByteBuffer.wrap(PREFIX).order(ByteOrder.LITTLE_ENDIAN).getLong();
    private static final int MAX_DIGITS = 18;

    private FdLink() {}

    /**
     * The inode of the socket, or {@link #NO_SOCKET}.
     *
     * @param link the link from the start of the buffer
     * @param length how many bytes of it there are
     * @throws MalformedReplyException if it begins like a socket's and goes on otherwise
     */
    static long inode(ByteBuffer link, int length) {
        long prefix = link.order() == ByteOrder.BIG_ENDIAN ? PREFIX_BIG_ENDIAN : PREFIX_LITTLE_ENDIAN;
        if (length < Long.BYTES || link.getLong(0) != prefix) {
            return NO_SOCKET;
        }
        long inode = 0;
        for (int at = Long.BYTES; at < length && at < Long.BYTES + MAX_DIGITS; at++) {
            int c = link.get(at);
            if (c == ']' && inode != 0 && at == length - 1) {
                return inode;
            }
            if (c < '0' || c > '9') {
                break;
            }
            inode = 10 * inode + (c - '0');
        }
        throw new MalformedReplyException("link of a socket", 0, length, length + 1L);
    }
}
