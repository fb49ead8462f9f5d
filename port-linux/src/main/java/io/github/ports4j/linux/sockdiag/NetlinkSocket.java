package io.github.ports4j.linux.sockdiag;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A socket of {@code NETLINK_SOCK_DIAG} and the memory through which it speaks. Not safe for use by several threads.
 *
 * @see "netlink(7), sock_diag(7)"
 */
final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;

    /** The kernel makes no datagram of a dump larger than this. */
    private static final int BUFFER_SIZE = 32 * 1024;

    // struct pollfd, which is put where the request was
    private static final int POLLFD_FD = 0;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_REVENTS = 6;
    private static final short POLLIN = 1;

    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(5);

    private final Descriptor descriptor;
    private final NativeMemory request;
    private final NativeMemory reply;

    private NetlinkSocket(Descriptor descriptor, NativeMemory request, NativeMemory reply) {
        this.descriptor = descriptor;
        this.request = request;
        this.reply = reply;
    }

    /**
     * {@code socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)}.
     *
     * @throws NetlinkRefusedException if this process may not have one
     */
    static NetlinkSocket open() throws NetlinkRefusedException {
        int fd = LibC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
        if (fd < 0) {
            throw NetlinkRefusedException.orFailure("socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG)", LibC.errno());
        }
        Descriptor descriptor = new Descriptor(fd);
        try {
            NativeMemory request = NativeMemory.allocate(InetDiagRequest.MAX_SIZE);
            return new NetlinkSocket(descriptor, request, NativeMemory.allocate(BUFFER_SIZE));
        } catch (OutOfMemoryError e) {
            descriptor.close();
            throw e;
        }
    }

    /** Where the request is written before {@link #send}. */
    ByteBuffer request() {
        return request.buffer();
    }

    /**
     * {@code send(fd, request, size, 0)}.
     *
     * @throws NetlinkRefusedException if this process may not ask
     */
    void send(int size) throws NetlinkRefusedException {
        while (LibC.send(descriptor.number(), request.address(), size, 0) < 0) {
            int errno = LibC.errno();
            if (errno != LinuxErrno.EINTR) {
                throw NetlinkRefusedException.orFailure("send(NETLINK_SOCK_DIAG)", errno);
            }
        }
    }

    /**
     * {@code recv(fd, reply, size, MSG_DONTWAIT | MSG_TRUNC)}, after waiting if there is nothing yet.
     *
     * @return the datagram, from 0 to the limit; valid until the next call
     * @throws DumpOverrunException if the kernel had no room for a part of the dump
     */
    ByteBuffer receive() throws DumpOverrunException {
        while (true) {
            long size = LibC.recv(descriptor.number(), reply.address(), reply.size(), MSG_DONTWAIT | MSG_TRUNC);
            if (size > reply.size()) {
                throw new MalformedReplyException("netlink datagram", 0, reply.size(), size);
            }
            if (size >= 0) {
                return reply.buffer().limit((int) size);
            }
            int errno = LibC.errno();
            switch (errno) {
                case LinuxErrno.EINTR -> {}
                case LinuxErrno.EAGAIN -> await();
                case LinuxErrno.ENOBUFS -> throw new DumpOverrunException();
                default -> throw Failures.of("recv(NETLINK_SOCK_DIAG)", errno);
            }
        }
    }

    /** {@code poll(fds, 1, timeout)}: the next part of a dump is there at once, so this is for kernels in trouble. */
    private void await() {
        ByteBuffer pollfd = request.buffer();
        pollfd.putInt(POLLFD_FD, descriptor.number());
        pollfd.putShort(POLLFD_EVENTS, POLLIN);
        pollfd.putShort(POLLFD_REVENTS, (short) 0);
        int ready = LibC.poll(request.address(), 1, PATIENCE_MILLIS);
        if (ready == 0) {
            throw Failures.of("recv(NETLINK_SOCK_DIAG)", LinuxErrno.ETIMEDOUT);
        }
        if (ready < 0) {
            int errno = LibC.errno();
            if (errno != LinuxErrno.EINTR) {
                throw Failures.of("poll(NETLINK_SOCK_DIAG)", errno);
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
        request.close();
        reply.close();
    }
}
