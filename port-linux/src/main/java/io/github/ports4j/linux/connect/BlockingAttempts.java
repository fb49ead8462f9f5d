package io.github.ports4j.linux.connect;

import io.github.ports4j.ScanReason;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.libc.Sockaddr;

/**
 * Attempts at loopback addresses with sockets that block for a tick of the kernel's clock at most. The answer is there when the call
 * returns, so that a refused port takes one call. Where answers fail to come, a filter is at work, and there are no more such attempts.
 *
 * <p>The sockets are bound to a port of their own: to find one for each attempt is a quarter of what it costs the kernel. As the remote
 * port is another one each time, no two connections are the same.
 */
final class BlockingAttempts implements AutoCloseable {
    private static final int NONE = -1;
    private static final int MOST_UNDECIDED = 8;

    private final HostAddresses hosts;
    private final TcpCalls calls;
    private int four = NONE;
    private int six = NONE;
    private int fourPort;
    private int sixPort;
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
        forgetPort(hosts.family(host)); // so that two attempts that met each other do not meet again
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
            fourPort = bind(fd, family, fourPort);
        } else {
            six = fd;
            sixPort = bind(fd, family, sixPort);
        }
        return fd;
    }

    /**
     * Binds the socket to this port, or to one that is free; returns it, 0 for none. A port that the kernel chose for the very socket would
     * be lost with the first refusal; one that was asked for by its number stays.
     */
    private int bind(int fd, int family, int port) {
        if (fd == NONE) {
            return port;
        }
        int wanted = port != 0 ? port : chosenByKernel(family);
        return wanted == 0
                ? 0
                : calls.bindToLoopback(fd, family, wanted); // if it is taken, the attempt gets one by itself
    }

    private int chosenByKernel(int family) {
        int fd = calls.blockingSocket(family);
        if (fd == NONE) {
            return 0;
        }
        try (Descriptor other = new Descriptor(fd)) {
            return calls.bindToLoopback(other.number(), family, 0);
        }
    }

    private void forgetPort(int family) {
        if (family == Sockaddr.AF_INET) {
            fourPort = 0;
        } else {
            sixPort = 0;
        }
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
