package io.github.ports4j.linux.connect;

import io.github.ports4j.ScanReason;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.libc.Sockaddr;

/**
 * Attempts at loopback addresses with sockets that block for a tick of the kernel's clock at most. The answer is there when the call
 * returns, so that a refused port takes one call. Where answers fail to come, a filter is at work, and there are no more such attempts.
 */
final class BlockingAttempts implements AutoCloseable {
    private static final int NONE = -1;
    private static final int MOST_UNDECIDED = 8;

    private final HostAddresses hosts;
    private final TcpCalls calls;
    private int four = NONE;
    private int six = NONE;
    private int undecided;

    BlockingAttempts(HostAddresses hosts, TcpCalls calls) {
        this.hosts = hosts;
        this.calls = calls;
    }

    /** Whether an attempt at this host is likely to be decided. */
    boolean suits(int host) {
        return undecided < MOST_UNDECIDED && hosts.isLoopback(host);
    }

    /**
     * Makes an attempt at what the calls are aimed at.
     *
     * @return {@link ScanReason#PENDING} if it was not decided: then another way is to be taken, from the start
     */
    ScanReason connect(int host, int port) {
        int fd = socket(hosts.family(host));
        if (fd == NONE) {
            return ScanReason.PENDING;
        }
        int errno = calls.connect(fd);
        if (errno == LinuxErrno.ECONNREFUSED) {
            return ScanReason.REFUSED; // the kernel has unconnected the socket: it serves the next attempt
        }
        boolean self = errno == 0 && calls.isConnectedToItself(fd, host, port);
        release(hosts.family(host));
        if (errno == 0) {
            return self ? ScanReason.SELF_CONNECTED : ScanReason.CONNECTED;
        }
        undecided++;
        return ScanReason.PENDING;
    }

    /** The socket of this family; {@link #NONE} if none can be had. */
    private int socket(int family) {
        int known = family == Sockaddr.AF_INET ? four : six;
        if (known != NONE) {
            return known;
        }
        int fd = calls.blockingSocket(family);
        if (family == Sockaddr.AF_INET) {
            four = fd;
        } else {
            six = fd;
        }
        return fd;
    }

    private void release(int family) {
        int fd = family == Sockaddr.AF_INET ? four : six;
        if (family == Sockaddr.AF_INET) {
            four = NONE;
        } else {
            six = NONE;
        }
        if (fd != NONE) {
            Descriptor.close(fd);
        }
    }

    @Override
    public void close() {
        release(Sockaddr.AF_INET);
        release(Sockaddr.AF_INET6);
    }
}
