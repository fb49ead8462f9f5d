package io.github.ports4j.linux.procfs;

import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.posix.NativeMemory;
import io.github.ports4j.spi.HostValues;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One thread's part in a walk. Per descriptor there is one {@code readlinkat(2)}, whose result is compared as bytes; no object is
 * made.
 */
final class FdWalker implements AutoCloseable {
    private static final byte[] FD = ascii("/fd");
    private static final byte[] STAT = ascii("/stat");
    private static final byte[] STAT_OF_FD = ascii("../stat");
    private static final byte[] TASK_OF_FD = ascii("../task");
    private static final ThreadCount THREADS = new ThreadCount();

    /** {@code struct linux_dirent64} of a descriptor's number. */
    private static final int ENTRY = 24;

    /** Bytes of entries from which a part of a directory is given to whoever has time. */
    private static final int BIG = 1024 * ENTRY;

    private static final int STAT_SIZE = 2048;

    private final Walk walk;
    private final WalkPlan plan;
    private final LongTable inodes;
    private final DirectoryReader directory = new DirectoryReader();
    private final PathBuffer path = new PathBuffer();
    private final NativeMemory text = NativeMemory.allocate(STAT_SIZE);
    private final FoundHolders found;

    FdWalker(Walk walk) {
        this.walk = walk;
        this.plan = walk.plan();
        this.inodes = walk.inodes();
        this.found = walk.found();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Walks until nothing is left. */
    void run() {
        boolean more = true;
        while (more) {
            FdChunk chunk = plan.nextChunk();
            int process = chunk == null ? plan.nextProcess() : WalkPlan.NONE;
            if (chunk != null) {
                look(chunk);
            } else if (process != WalkPlan.NONE) {
                look(process);
            } else {
                more = plan.awaitMore();
            }
        }
    }

    private void look(int process) {
        long pid = walk.pids().get(process);
        try {
            int fd = ProcFiles.openat(walk.proc(), path.of(pid, FD));
            if (fd >= 0) {
                look(new FdTable(process, new Descriptor(fd)), pid);
            } else if (refused("openat(/proc/PID/fd)", LibC.errno()) && mayHold(pid)) {
                plan.deny();
            }
        } finally {
            plan.listed();
        }
    }

    private void look(FdTable table, long pid) {
        try {
            boolean empty = true;
            int bytes;
            while ((bytes = directory.read(table.fd())) > 0) {
                if (bytes >= BIG && walk.shared() && share(table)) {
                    empty = false;
                } else {
                    empty &= !lookAtEntries(table.fd(), table);
                }
            }
            if (empty && !THREADS.isOne(table.fd(), path.of(TASK_OF_FD), text)) {
                lookAtThreads(table, pid);
            }
        } finally {
            leave(table);
        }
    }

    /** Gives the part of a directory that was read last to whoever has time, if there is not enough to do as it is. */
    private boolean share(FdTable table) {
        FdChunk chunk = plan.room();
        if (chunk == null) {
            return false;
        }
        chunk.take(table, directory);
        table.share();
        plan.add(chunk);
        walk.callHelper();
        return true;
    }

    private void look(FdChunk chunk) {
        FdTable table = chunk.table();
        try {
            for (int i = 0; i < chunk.descriptors().size(); i++) {
                lookAt(table.fd(), path.of(chunk.descriptors().get(i)), table);
            }
        } finally {
            plan.release(chunk);
            leave(table);
        }
    }

    /** Looks at the part of a directory that was read last; false if it has no descriptors. */
    private boolean lookAtEntries(int fd, FdTable table) {
        boolean any = false;
        while (directory.next()) {
            any = true;
            lookAt(fd, directory.nameAddress(), table);
        }
        return any;
    }

    /** {@code readlinkat(fd, name, text, size)} of one descriptor. */
    private void lookAt(int fd, long name, FdTable table) {
        long length = LibC.readlinkat(fd, name, text.address(), FdLink.SIZE);
        if (length >= 0) {
            int place = inodes.find(FdLink.inode(text.buffer(), (int) length));
            if (place != LongTable.ABSENT) {
                found.add(place, table.process());
                table.match();
            }
            return;
        }
        int errno = LibC.errno();
        // a path too long to be told is that of a file, not of a socket
        if (errno != LinuxErrno.ENAMETOOLONG && refused("readlinkat(/proc/PID/fd/N)", errno)) {
            table.deny();
        }
    }

    /**
     * Looks at the tables of the other threads of a process whose first thread shows no descriptors: it may have ended, and then
     * they live on with them.
     */
    private void lookAtThreads(FdTable table, long pid) {
        int fd = ProcFiles.openat(table.fd(), path.of(TASK_OF_FD));
        if (fd < 0) {
            if (refused("openat(/proc/PID/task)", LibC.errno())) {
                table.deny();
            }
            return;
        }
        try (Descriptor tasks = new Descriptor(fd)) {
            Longs threads = directory.readAll(tasks.number());
            for (int i = 0; i < threads.size(); i++) {
                if (threads.get(i) != pid) {
                    lookAtThread(tasks.number(), threads.get(i), table);
                }
            }
        }
    }

    private void lookAtThread(int tasks, long thread, FdTable table) {
        int fd = ProcFiles.openat(tasks, path.of(thread, FD));
        if (fd < 0) {
            if (refused("openat(/proc/PID/task/TID/fd)", LibC.errno())) {
                table.deny();
            }
            return;
        }
        try (Descriptor descriptors = new Descriptor(fd)) {
            while (directory.read(descriptors.number()) > 0) {
                lookAtEntries(descriptors.number(), table);
            }
        }
    }

    /** Whoever is done with a table last tells whose it is, while the open directory still stands for that very process. */
    private void leave(FdTable table) {
        if (!table.leave()) {
            return;
        }
        try {
            boolean refused = table.denied();
            if (table.matched()) {
                Optional<PidStat> stat = Optional.empty();
                int fd = ProcFiles.openat(table.fd(), path.of(STAT_OF_FD));
                if (fd >= 0) {
                    stat = stat(fd);
                } else {
                    refused |= refused("openat(/proc/PID/stat)", LibC.errno());
                }
                stat.ifPresent(line -> walk.identify(
                        table.process(),
                        HostValues.processId(
                                line.pid(), line.startTicks(), walk.boot().plusTicks(line.startTicks()))));
            }
            if (refused) {
                plan.deny();
            }
        } finally {
            table.close();
        }
    }

    /** Whether a process whose descriptors may not be read can have any: threads of the kernel and the ended have not. */
    private boolean mayHold(long pid) {
        int fd = ProcFiles.openat(walk.proc(), path.of(pid, STAT));
        if (fd < 0) {
            return refused("openat(/proc/PID/stat)", LibC.errno());
        }
        return stat(fd).map(line -> !line.holdsNothing()).orElse(false);
    }

    /** {@code read(fd, text, size)} of a stat file, which is closed; empty if its process has vanished. */
    private Optional<PidStat> stat(int fd) {
        try (Descriptor file = new Descriptor(fd)) {
            long count = LibC.read(file.number(), text.address(), text.size());
            if (count >= 0) {
                return Optional.of(PidStat.decode(text.buffer().duplicate().limit((int) count)));
            }
            int errno = LibC.errno();
            if (LinuxErrno.isVanished(errno)) {
                return Optional.empty();
            }
            throw Failures.of("read(/proc/PID/stat)", errno);
        }
    }

    /** Whether this error is for want of a permission; false if the process has vanished, and any other is thrown. */
    private static boolean refused(String call, int errno) {
        if (LinuxErrno.isVanished(errno)) {
            return false;
        }
        if (LinuxErrno.isRefused(errno)) {
            return true;
        }
        throw Failures.of(call, errno);
    }

    @Override
    public void close() {
        directory.close();
        path.close();
        text.close();
    }
}
