package io.github.ports4j.linux.connect;

import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.libc.Sockaddr;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The calls that an attempt is made of, and the memory for their arguments. Not safe for use by several threads.
 *
 * @see "socket(2), connect(2), socket(7), tcp(7)"
 */
final class TcpCalls implements AutoCloseable {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x8_0000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_LINGER = 13;
    private static final int SO_SNDTIMEO = 21;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_ERRQUEUE = 0x2000;

    // struct linger
    private static final int LINGER_SIZE = 8;
    private static final int L_ONOFF = 0;
    private static final int L_LINGER = 4;

    // struct timeval
    private static final int TIMEVAL_SIZE = 16;
    private static final int TV_SEC = 0;
    private static final int TV_USEC = 8;

    // where in the memory what is; the remote address comes first
    private static final int LOCAL = 32;
    private static final int OPTION = 64;
    private static final int LENGTH = 72;
    private static final int UNSPECIFIED = 80;
    private static final int TIME = UNSPECIFIED + Sockaddr.SIZE_4;
    private static final int SIZE = TIME + TIMEVAL_SIZE;

    private final HostAddresses hosts;
    private final NativeMemory memory = NativeMemory.allocate(SIZE);
    private final ByteBuffer buffer = memory.buffer(); // begins with the remote address
    private final ByteBuffer local = buffer.slice(LOCAL, Sockaddr.SIZE_6).order(ByteOrder.nativeOrder());
    private int remoteSize;

    TcpCalls(HostAddresses hosts) {
        this.hosts = hosts;
    }

    /**
     * {@code socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)} and {@code setsockopt(fd, SOL_SOCKET, SO_LINGER, {1, 0})}:
     * it leaves no TIME_WAIT behind.
     *
     * @return a descriptor, or -1 and {@link LibC#errno()}
     */
    int socket(int family) {
        int fd = LibC.socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd >= 0) {
            leaveNothing(fd);
        }
        return fd;
    }

    /**
     * The same without SOCK_NONBLOCK, and {@code setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, {0, 1})}: {@link #connect} waits for a tick of
     * the kernel's clock at most, and returns EINPROGRESS then.
     *
     * @return a descriptor, or -1 and {@link LibC#errno()}
     */
    int blockingSocket(int family) {
        int fd = LibC.socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd >= 0) {
            leaveNothing(fd);
            buffer.putLong(TIME + TV_SEC, 0);
            buffer.putLong(TIME + TV_USEC, 1);
            set(fd, SO_SNDTIMEO, "SO_SNDTIMEO", TIME, TIMEVAL_SIZE);
        }
        return fd;
    }

    /**
     * {@code bind(fd, {loopback, port}, len)} and {@code getsockname(fd, local, &len)}.
     *
     * @param port 0 for one that the kernel chooses
     * @return the port; 0 if it can't be had
     */
    int bindToLoopback(int fd, int family, int port) {
        if (LibC.bind(fd, memory.address() + LOCAL, Sockaddr.loopback(local, family, port)) < 0) {
            return 0;
        }
        buffer.putInt(LENGTH, Sockaddr.SIZE_6);
        if (LibC.getsockname(fd, memory.address() + LOCAL, memory.address() + LENGTH) < 0) {
            throw Failures.of("getsockname", LibC.errno());
        }
        return Sockaddr.port(local);
    }

    private void leaveNothing(int fd) {
        buffer.putInt(OPTION + L_ONOFF, 1);
        buffer.putInt(OPTION + L_LINGER, 0);
        set(fd, SO_LINGER, "SO_LINGER", OPTION, LINGER_SIZE);
    }

    /** {@code setsockopt(fd, SOL_SOCKET, option, value, size)}; closes the socket if that fails. */
    private void set(int fd, int option, String name, int value, int size) {
        if (LibC.setsockopt(fd, SOL_SOCKET, option, memory.address() + value, size) < 0) {
            int errno = LibC.errno();
            Descriptor.close(fd);
            throw Failures.of("setsockopt(" + name + ")", errno);
        }
    }

    /** Writes where {@link #connect} goes. */
    void aimAt(int host, int port) {
        remoteSize = hosts.write(memory.buffer(), host, port);
    }

    /** {@code connect(fd, remote, len)}: 0 or the errno. */
    int connect(int fd) {
        return LibC.connect(fd, memory.address(), remoteSize) < 0 ? LibC.errno() : 0;
    }

    /** {@code connect(fd, {AF_UNSPEC}, len)}: the attempt is given up, and the local port; 0 or the errno. */
    int disconnect(int fd) {
        return LibC.connect(fd, memory.address() + UNSPECIFIED, Sockaddr.SIZE_4) < 0 ? LibC.errno() : 0;
    }

    /**
     * {@code getsockopt(fd, SOL_SOCKET, SO_ERROR)}: what the socket keeps, and then no longer does; 0 for nothing. Unlike connect() it
     * shows an ICMP message that arrived while a call had the socket, which does not end the attempt (sk_err_soft).
     */
    int keptError(int fd) {
        buffer.putInt(LENGTH, Integer.BYTES);
        if (LibC.getsockopt(fd, SOL_SOCKET, SO_ERROR, memory.address() + OPTION, memory.address() + LENGTH) < 0) {
            throw Failures.of("getsockopt(SO_ERROR)", LibC.errno());
        }
        return buffer.getInt(OPTION);
    }

    /**
     * {@code recv(fd, buf, 0, MSG_ERRQUEUE | MSG_DONTWAIT)}: whether the kernel has queued an ICMP message. It does for IPv4 also where
     * nobody has asked for it, and keeps them as long as the socket lives.
     */
    boolean hasQueuedIcmp(int fd) {
        return LibC.recv(fd, memory.address() + OPTION, 0, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0;
    }

    /** {@code getsockname(fd, local, &len)}: whether the two ends of a connection are one. */
    boolean isConnectedToItself(int fd, int host, int port) {
        buffer.putInt(LENGTH, Sockaddr.SIZE_6);
        if (LibC.getsockname(fd, memory.address() + LOCAL, memory.address() + LENGTH) < 0) {
            throw Failures.of("getsockname", LibC.errno());
        }
        return Sockaddr.port(local) == port && hosts.isLocalEnd(local, host);
    }

    /**
     * {@code connect(socket(family, SOCK_DGRAM), remote)}: whether this host has an address to send from to there. Where it has none,
     * as with IPv6 switched off, connect() over TCP returns EADDRNOTAVAIL as it does where no local port is left; over UDP that is
     * EAGAIN.
     */
    boolean hasSourceAddress(int family) {
        int fd = LibC.socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            return true; // not known; the lesser claim is that a port is short
        }
        try (Descriptor datagrams = new Descriptor(fd)) {
            return connect(datagrams.number()) != LinuxErrno.EADDRNOTAVAIL;
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
