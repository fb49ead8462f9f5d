package io.github.ports4j.linux.netlink;

import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.work.SecondThread;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket of netlink and the memory through which it speaks. Not safe for use by several threads.
 *
 * @see "netlink(7)"
 */
public final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;

    private static final int MSG_PEEK = 2;

    // struct sockaddr_nl, which is put where the request is later
    private static final int SOCKADDR_NL_SIZE = 12;
    private static final int NL_FAMILY = 0;
    private static final int NL_PID = 4;
    private static final int NL_GROUPS = 8;

    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_GET_STRICT_CHK = 12;

    /** The kernel makes no datagram of a dump larger than this, unless a single message is. */
    public static final int REPLY_SIZE = 32 * 1024;

    // struct pollfd, which is put where the request was
    private static final int POLLFD_FD = 0;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_REVENTS = 6;
    private static final short POLLIN = 1;

    /** A dump of more, which is of some 4,000 sockets, is long, and worth a second thread. */
    private static final int FEW_DATAGRAMS = 16;

    private static final NetlinkReply.Handler NOTHING = (type, datagram, start, end) -> {};

    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(5);

    private final NetlinkProtocol protocol;
    private final Descriptor descriptor;
    private final NativeMemory request;
    private final NativeMemory reply;

    private NetlinkSocket(NetlinkProtocol protocol, Descriptor descriptor, NativeMemory request, NativeMemory reply) {
        this.protocol = protocol;
        this.descriptor = descriptor;
        this.request = request;
        this.reply = reply;
    }

    /**
     * {@code socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol)}.
     *
     * @param requestSize the longest request, in bytes
     * @param replySize the longest datagram that is expected, in bytes
     * @throws NetlinkRefusedException if this process may not have one
     */
    public static NetlinkSocket open(NetlinkProtocol protocol, int requestSize, int replySize)
            throws NetlinkRefusedException {
        int fd = LibC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol.number);
        if (fd < 0) {
            throw NetlinkRefusedException.orFailure("socket(AF_NETLINK, SOCK_RAW, " + protocol + ")", LibC.errno());
        }
        Descriptor descriptor = new Descriptor(fd);
        try {
            NativeMemory request = NativeMemory.allocate(Math.max(requestSize, SOCKADDR_NL_SIZE));
            try {
                return new NetlinkSocket(protocol, descriptor, request, NativeMemory.allocate(replySize));
            } catch (OutOfMemoryError e) {
                request.close();
                throw e;
            }
        } catch (OutOfMemoryError e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * {@code setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1)}.
     *
     * @return false if the kernel is older than that, 4.20
     */
    boolean checkStrictly() {
        request.buffer().putInt(0, 1);
        int result = LibC.setsockopt(
                descriptor.number(), SOL_NETLINK, NETLINK_GET_STRICT_CHK, request.address(), Integer.BYTES);
        if (result == 0) {
            return true;
        }
        int errno = LibC.errno();
        if (errno == LinuxErrno.ENOPROTOOPT) {
            return false;
        }
        throw Failures.of("setsockopt(" + protocol + ", NETLINK_GET_STRICT_CHK)", errno);
    }

    /**
     * {@code bind(fd, {AF_NETLINK, 0, groups})}: from now on the kernel announces to this socket what happens in these groups.
     *
     * @param groups one bit for each
     * @throws NetlinkRefusedException if this process may not listen
     */
    void join(int groups) throws NetlinkRefusedException {
        ByteBuffer address = request.buffer();
        address.putShort(NL_FAMILY, (short) AF_NETLINK);
        address.putInt(NL_PID, 0);
        address.putInt(NL_GROUPS, groups);
        if (LibC.bind(descriptor.number(), request.address(), SOCKADDR_NL_SIZE) < 0) {
            throw NetlinkRefusedException.orFailure("bind(" + protocol + ", groups " + groups + ")", LibC.errno());
        }
    }

    /** {@code recv(fd, reply, size, MSG_DONTWAIT | MSG_PEEK)}: whether something was announced, and perhaps lost. */
    boolean hasNews() {
        while (LibC.recv(descriptor.number(), reply.address(), reply.size(), MSG_DONTWAIT | MSG_PEEK) < 0) {
            int errno = LibC.errno();
            switch (errno) {
                case LinuxErrno.EINTR -> {}
                case LinuxErrno.EAGAIN -> {
                    return false;
                }
                case LinuxErrno.ENOBUFS -> {
                    return true;
                }
                default -> throw Failures.of("recv(" + protocol + ", MSG_PEEK)", errno);
            }
        }
        return true;
    }

    /** Where the request is written before {@link #send}. */
    public ByteBuffer request() {
        return request.buffer();
    }

    /**
     * Sends the request that was written and hands on what comes, until the dump is done.
     *
     * @param sequence the number of the request
     * @param outcome fresh
     * @throws NetlinkRefusedException if this process may not ask
     */
    public void dump(int requestSize, int sequence, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome)
            throws NetlinkRefusedException {
        send(requestSize);
        while (!outcome.done) {
            dumpOne(sequence, handler, outcome);
        }
    }

    /**
     * The same for a dump that may be long and is wanted to its end: if it is long, what was received is handed on by a second thread, if
     * one comes, while the next is received. The handler is called by one thread at a time, and not to set {@code done}.
     */
    public void dumpAll(int requestSize, int sequence, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome)
            throws NetlinkRefusedException {
        send(requestSize);
        for (int i = 0; i < FEW_DATAGRAMS && !outcome.done; i++) {
            dumpOne(sequence, handler, outcome);
        }
        if (!outcome.done) {
            dumpShared(sequence, handler, outcome);
        }
    }

    private void dumpOne(int sequence, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome) {
        ByteBuffer datagram = receive(reply, outcome);
        if (datagram != null) {
            NetlinkReply.decode(datagram, sequence, handler, outcome);
        }
    }

    private void dumpShared(int sequence, NetlinkReply.Handler handler, NetlinkReply.Outcome outcome) {
        try (DumpRelay relay = new DumpRelay(reply.size(), sequence, handler)) {
            if (SecondThread.CAN_RUN) {
                SecondThread.call(relay);
            }
            while (!outcome.done) {
                receiveInto(relay, sequence, outcome);
            }
            relay.finish();
        }
    }

    private void receiveInto(DumpRelay relay, int sequence, NetlinkReply.Outcome outcome) {
        NativeMemory room = relay.room();
        try {
            ByteBuffer datagram = receive(room, outcome);
            if (datagram == null) {
                relay.release(room);
            } else {
                NetlinkReply.decode(datagram, sequence, NOTHING, outcome); // whether it was the last
                relay.put(room);
            }
        } catch (RuntimeException | Error e) {
            relay.addFailureTo(e);
            throw e;
        }
    }

    /**
     * {@code send(fd, request, size, 0)}.
     *
     * @throws NetlinkRefusedException if this process may not ask
     */
    private void send(int size) throws NetlinkRefusedException {
        while (LibC.send(descriptor.number(), request.address(), size, 0) < 0) {
            int errno = LibC.errno();
            if (errno != LinuxErrno.EINTR) {
                throw NetlinkRefusedException.orFailure("send(" + protocol + ")", errno);
            }
        }
    }

    /**
     * {@code recv(fd, room, size, MSG_DONTWAIT | MSG_TRUNC)}, after waiting if there is nothing yet.
     *
     * @return the datagram, from 0 to its limit; null if one was lost, which the outcome tells
     */
    private @Nullable ByteBuffer receive(NativeMemory room, NetlinkReply.Outcome outcome) {
        while (true) {
            long size = LibC.recv(descriptor.number(), room.address(), room.size(), MSG_DONTWAIT | MSG_TRUNC);
            if (size > room.size()) {
                outcome.needed = Math.toIntExact(size);
                outcome.interrupted = true;
                outcome.done = true; // its end may be in what was cut off
                return null;
            }
            if (size >= 0) {
                return room.buffer().limit((int) size);
            }
            int errno = LibC.errno();
            switch (errno) {
                case LinuxErrno.EINTR -> {}
                case LinuxErrno.EAGAIN -> await();
                case LinuxErrno.ENOBUFS -> { // no room in the kernel for a part of the dump; the rest follows
                    outcome.interrupted = true;
                    return null;
                }
                default -> throw Failures.of("recv(" + protocol + ")", errno);
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
            throw Failures.of("recv(" + protocol + ")", LinuxErrno.ETIMEDOUT);
        }
        if (ready < 0) {
            int errno = LibC.errno();
            if (errno != LinuxErrno.EINTR) {
                throw Failures.of("poll(" + protocol + ")", errno);
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
