package io.github.ports4j.macos.walk;

import io.github.ports4j.macos.libproc.DescriptorList;
import io.github.ports4j.macos.libproc.PidList;
import io.github.ports4j.macos.libproc.SocketInfo;
import io.github.ports4j.macos.libproc.SocketInfoDecoder;
import io.github.ports4j.macos.libsystem.DarwinErrno;
import io.github.ports4j.macos.libsystem.Failures;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.posix.NativeMemory;

/**
 * Reads the sockets of a process: its descriptors, and its file ports, which are sockets without a descriptor on their way between
 * processes or kept by launchd. A call for each list and one for each socket. The same memory serves all calls. Not safe for use by
 * several threads.
 *
 * @see "libproc.h, sys/proc_info.h, macOS 10.15 to 15.6"
 */
final class ProcessSockets implements AutoCloseable {
    private static final int PROC_ALL_PIDS = 1;
    private static final int PROC_PIDLISTFDS = 1;
    private static final int PROC_PIDLISTFILEPORTS = 14;
    private static final int PROC_PIDFDSOCKETINFO = 3;
    private static final int PROC_PIDFILEPORTSOCKETINFO = 3;

    private static final int FIRST_SIZE = 16_384;

    private final NativeMemory info = NativeMemory.allocate(SocketInfoDecoder.SIZE);
    private final SocketInfo row = new SocketInfo();
    private NativeMemory list;

    ProcessSockets() {
        this(FIRST_SIZE);
    }

    /** With memory for a list of so many bytes at first. */
    ProcessSockets(int firstSize) {
        NativeMemory memory;
        try {
            memory = NativeMemory.allocate(firstSize);
        } catch (OutOfMemoryError e) {
            info.close();
            throw e;
        }
        list = memory;
    }

    /** Whether a process could be looked at. */
    enum Access {
        GRANTED,
        DENIED,
        /** It has ended. */
        GONE
    }

    /** Takes the sockets of a process. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one.
         *
         * @param handle by which it is found again, see {@link #isAt}
         * @param socket filled anew after this returns
         */
        void accept(long handle, SocketInfo socket);
    }

    /** {@code proc_listpids(PROC_ALL_PIDS)}: zombies too. */
    int[] pids() {
        while (true) {
            int length = LibSystem.proc_listpids(PROC_ALL_PIDS, 0, list.address(), list.size());
            if (length <= 0) {
                throw Failures.of("proc_listpids(PROC_ALL_PIDS)", LibSystem.errno());
            }
            // it never tells that there are more than go into the buffer
            if (length + PidList.ENTRY_SIZE <= list.size()) {
                return PidList.decode(list.buffer(), length);
            }
            grow();
        }
    }

    /** Gives the sockets that a process has. Those that are closed meanwhile are left out. */
    Access read(int pid, Visitor visitor) {
        Access access = read(pid, PROC_PIDLISTFDS, false, visitor);
        return access == Access.GRANTED ? read(pid, PROC_PIDLISTFILEPORTS, true, visitor) : access;
    }

    private Access read(int pid, int flavor, boolean ports, Visitor visitor) {
        int length = list(pid, flavor);
        if (length < 0) {
            return access(
                    "proc_pidinfo(" + pid + ", " + (ports ? "PROC_PIDLISTFILEPORTS" : "PROC_PIDLISTFDS"), -length);
        }
        Access[] access = {Access.GRANTED};
        DescriptorList.forEachSocket(list.buffer(), length, number -> {
            long handle = Integer.toUnsignedLong(number) | (ports ? PORT : 0);
            if (access[0] == Access.GRANTED) {
                access[0] = look(pid, handle, visitor);
            }
        });
        return access[0];
    }

    /** A handle is the number of a descriptor, or that of a file port with this bit. */
    private static final long PORT = 1L << 32;

    /** {@code proc_pidinfo(pid, flavor)}: the length of the list, or the negative errno. */
    private int list(int pid, int flavor) {
        while (true) {
            long address = list.address();
            int size = list.size();
            LibSystem.clearErrno(); // 0 is also the length of an empty list; nothing between this and the call may set
            // it
            int length = LibSystem.proc_pidinfo(pid, flavor, 0, address, size);
            if (length <= 0) {
                return -LibSystem.errno();
            }
            if (length + DescriptorList.ENTRY_SIZE <= list.size()) {
                return length;
            }
            grow();
        }
    }

    private Access look(int pid, long handle, Visitor visitor) {
        int length = info(pid, handle);
        if (length > 0) {
            SocketInfoDecoder.decode(info.buffer(), length, row);
            visitor.accept(handle, row);
            return Access.GRANTED;
        }
        int errno = LibSystem.errno();
        return isClosed(errno) ? Access.GRANTED : access("proc_pidfdinfo(" + pid + ", " + handle, errno);
    }

    private int info(int pid, long handle) {
        return (handle & PORT) == 0
                ? LibSystem.proc_pidfdinfo(pid, (int) handle, PROC_PIDFDSOCKETINFO, info.address(), info.size())
                : LibSystem.proc_pidfileportinfo(
                        pid, (int) handle, PROC_PIDFILEPORTSOCKETINFO, info.address(), info.size());
    }

    /** Whether a process has this socket there now. */
    boolean isAt(int pid, long handle, long so) {
        int length = info(pid, handle);
        if (length <= 0) {
            return false;
        }
        SocketInfoDecoder.decode(info.buffer(), length, row);
        return row.so == so;
    }

    /** Whether it has become something else since it was listed. */
    private static boolean isClosed(int errno) {
        return switch (errno) {
            case DarwinErrno.EBADF,
                    DarwinErrno.ENOENT,
                    DarwinErrno.ENOTSOCK,
                    DarwinErrno.ENOTSUP,
                    DarwinErrno.EOPNOTSUPP -> true;
            default -> false;
        };
    }

    private static Access access(String call, int errno) {
        return switch (errno) {
            case 0 -> Access.GRANTED;
            case DarwinErrno.ESRCH -> Access.GONE;
            case DarwinErrno.EPERM, DarwinErrno.EACCES -> Access.DENIED;
            default -> throw Failures.of(call + ")", errno);
        };
    }

    private void grow() {
        NativeMemory larger = NativeMemory.allocate(Math.multiplyExact(2, list.size()));
        list.close();
        list = larger;
    }

    @Override
    public void close() {
        list.close();
        info.close();
    }
}
