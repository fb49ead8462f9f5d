package io.github.ports4j.linux.connect;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.spi.Connector;
import java.util.Arrays;

/**
 * Attempts with sockets that do not block; only those of loopback addresses do, see {@link BlockingAttempts}. {@code connect()} is called
 * again at once: on this host the answer is there by then. Otherwise epoll tells when to call it once more.
 *
 * <p>A socket is kept for the next attempt of its slot after a refusal and when an attempt was given up: the kernel has unconnected it
 * then. After anything else it is closed. So that nothing left over from an earlier attempt is taken for an answer, a socket is asked what
 * it keeps before it is used again. After a refusal that came at once that would cost too much: there, an error that shows at the start
 * of the next attempt counts for nothing, and the attempt is begun anew with a fresh socket.
 */
final class EpollConnector implements Connector {
    private static final int NONE = -1;

    private final HostAddresses hosts;
    private final EpollEvents events;
    private final TcpCalls calls;
    private final BlockingAttempts blocking;

    // of each slot
    private final int[] socket; // or NONE
    private final int[] family;
    private final boolean[] registered;
    private final boolean[] pending;
    private final boolean[] unasked; // refused at once, and not asked since whether it keeps an older error
    private final int[] host;
    private final int[] port;

    /** Takes over the events, and closes them. */
    EpollConnector(HostAddresses hosts, int slots, EpollEvents events) {
        this.hosts = hosts;
        this.events = events;
        socket = new int[slots];
        Arrays.fill(socket, NONE);
        family = new int[slots];
        registered = new boolean[slots];
        pending = new boolean[slots];
        unasked = new boolean[slots];
        host = new int[slots];
        port = new int[slots];
        calls = new TcpCalls(hosts); // last, as from here on nothing fails
        blocking = new BlockingAttempts(hosts, calls);
    }

    @Override
    public ScanReason connect(int slot, int host, int port) {
        if (pending[slot]) {
            throw new IllegalStateException("an attempt is under way in slot " + slot);
        }
        this.host[slot] = host;
        this.port[slot] = port;
        calls.aimAt(host, port);
        if (blocking.suits(host)) {
            ScanReason reason = blocking.connect(host, port);
            if (reason != ScanReason.PENDING) {
                return reason;
            }
        }
        int wanted = hosts.family(host);
        if (family[slot] != wanted) {
            release(slot);
        }
        if (socket[slot] != NONE) {
            boolean doubtful = unasked[slot];
            ScanReason reason = begin(slot);
            boolean failed = socket[slot] == NONE && !isMade(reason);
            if (!failed || !doubtful) {
                return reason;
            }
        }
        int fd = calls.socket(wanted);
        if (fd < 0) {
            return ConnectErrno.ofSocket(LibC.errno());
        }
        socket[slot] = fd;
        family[slot] = wanted;
        unasked[slot] = false;
        return begin(slot);
    }

    /** Also one that was reset since: the error for that is the attempt's own, as the kernel clears older ones of its kind when it begins. */
    private static boolean isMade(ScanReason reason) {
        return reason.state() == ScanState.OPEN || reason == ScanReason.SELF_CONNECTED;
    }

    /** Begins the attempt with the socket that the slot has. */
    private ScanReason begin(int slot) {
        int fd = socket[slot];
        int errno = calls.connect(fd);
        if (errno == 0) {
            return made(slot);
        }
        if (errno != LinuxErrno.EINPROGRESS) {
            release(slot);
            return refusedByThisHost(slot, errno);
        }
        ScanReason reason = look(slot);
        unasked[slot] = true;
        if (reason == ScanReason.PENDING) {
            if (!registered[slot]) {
                errno = events.add(fd, slot);
                if (errno != 0) {
                    release(slot);
                    return unwatched(errno);
                }
                registered[slot] = true;
            }
            pending[slot] = true;
        }
        return reason;
    }

    private ScanReason refusedByThisHost(int slot, int errno) {
        int to = host[slot];
        if (errno == LinuxErrno.EADDRNOTAVAIL && !calls.hasSourceAddress(hosts.family(to))) {
            return ScanReason.NO_ROUTE;
        }
        if (errno == LinuxErrno.EINVAL && hosts.lacksScope(to)) {
            return ScanReason.LOCAL_ERROR; // no route that discards it
        }
        return ConnectErrno.ofCall(errno);
    }

    private static ScanReason unwatched(int errno) {
        return switch (errno) {
            case LinuxErrno.ENOMEM, LinuxErrno.ENOSPC ->
                ScanReason.NO_MEMORY; // the latter by max_user_watches of epoll(7)
            default -> throw Failures.of("epoll_ctl(EPOLL_CTL_ADD)", errno);
        };
    }

    /** What has become of the attempt of this slot, at which the calls are aimed; if it has ended, the socket is ready or closed. */
    private ScanReason look(int slot) {
        int fd = socket[slot];
        int errno = calls.connect(fd);
        if (errno == LinuxErrno.ECONNREFUSED) {
            return ScanReason.REFUSED;
        }
        if (errno == 0 || errno == LinuxErrno.EISCONN) {
            return made(slot);
        }
        if (errno == LinuxErrno.EALREADY) {
            errno = calls.keptError(fd);
            if (errno == 0) {
                return ScanReason.PENDING;
            }
        }
        release(slot);
        return ConnectErrno.ofAttempt(errno);
    }

    private ScanReason made(int slot) {
        boolean self = calls.isConnectedToItself(socket[slot], host[slot], port[slot]);
        release(slot);
        return self ? ScanReason.SELF_CONNECTED : ScanReason.CONNECTED;
    }

    /** As {@link #look}, of an attempt that is under way. */
    private ScanReason lookAgain(int slot) {
        calls.aimAt(host[slot], port[slot]);
        ScanReason reason = look(slot);
        pending[slot] = reason == ScanReason.PENDING;
        boolean kept = reason == ScanReason.REFUSED && socket[slot] != NONE;
        if (kept && calls.hasQueuedIcmp(socket[slot])) {
            release(slot);
        } else if (kept) {
            ask(slot);
        }
        return reason;
    }

    @Override
    public void poll(long nanos, Listener listener) {
        int count = events.await(nanos);
        for (int i = 0; i < count; i++) {
            int slot = events.number(i);
            if (pending[slot]) { // else it is of an attempt that was given up
                ScanReason reason = lookAgain(slot);
                if (reason != ScanReason.PENDING) {
                    listener.ended(slot, reason);
                }
            }
        }
    }

    @Override
    public ScanReason abandon(int slot) {
        if (!pending[slot]) {
            throw new IllegalStateException("no attempt is under way in slot " + slot);
        }
        ScanReason reason = lookAgain(slot);
        if (reason != ScanReason.PENDING) {
            return reason;
        }
        pending[slot] = false;
        if (calls.disconnect(socket[slot]) == 0) {
            ask(slot);
        } else {
            release(slot);
        }
        return ScanReason.NO_ANSWER;
    }

    /** Has the socket forget what it keeps of an attempt that is over. */
    private void ask(int slot) {
        calls.keptError(socket[slot]);
        unasked[slot] = false;
    }

    /** Closes the socket of the slot, if it has one. */
    private void release(int slot) {
        int fd = socket[slot];
        socket[slot] = NONE;
        registered[slot] = false;
        pending[slot] = false;
        if (fd != NONE) {
            Descriptor.close(fd);
        }
    }

    /** Closes all, also if the kernel says of one that it was not ours; the second time nothing. */
    @Override
    public void close() {
        try (events;
                calls;
                blocking) {
            RuntimeException failed = null;
            for (int slot = 0; slot < socket.length; slot++) {
                try {
                    release(slot);
                } catch (SystemCallException e) {
                    failed = failed == null ? e : failed;
                }
            }
            if (failed != null) {
                throw failed;
            }
        }
    }
}
