package io.github.ports4j.linux.procfs;

import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.socket.LongTable;
import io.github.ports4j.spi.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The owners of sockets, found by looking at every descriptor in {@code /proc/PID/fd}: the kernel keeps no way from a socket to
 * its processes. Safe for use by several threads.
 *
 * @see "proc_pid_fd(5)"
 */
public final class SocketOwners {
    private static final long FIRST_PROCESS = 1;
    private static final String WOULD_PERMIT = "it takes root, or CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH, "
            + "and a security module may refuse even these";

    private final LongTable inodes;
    private final Owner[] owners; // by the places of the inodes
    private final List<Gap> gaps;

    private SocketOwners(LongTable inodes, Owner[] owners, List<Gap> gaps) {
        this.inodes = inodes;
        this.owners = owners;
        this.gaps = gaps;
    }

    /**
     * Walks through /proc.
     *
     * @param inodes of the sockets; at least one
     * @param only the one process to look at; empty for all
     * @throws io.github.ports4j.SystemCallException if a call fails in a way that is not expected, such as for want of descriptors
     */
    public static SocketOwners find(LongTable inodes, OptionalLong only) {
        try (ProcFiles files = new ProcFiles();
                Descriptor proc = files.open("/proc")) {
            Longs pids = DirectoryReader.numbers(proc.number());
            pids.sort();
            boolean firstSeen = pids.size() > 0 && pids.get(0) == FIRST_PROCESS;
            BootTime boot = BootTime.read(files);
            Walk walk = new Walk(proc.number(), only.isPresent() ? only(pids, only.getAsLong()) : pids, inodes, boot);
            walk.run();
            return of(walk, only, firstSeen, files);
        }
    }

    /** The process, if it is one: a thread that is not the first of its process can be opened too but is not listed. */
    private static Longs only(Longs pids, long pid) {
        Longs one = new Longs();
        for (int i = 0; i < pids.size(); i++) {
            if (pids.get(i) == pid) {
                one.add(pid);
            }
        }
        return one;
    }

    private static SocketOwners of(Walk walk, OptionalLong only, boolean firstSeen, ProcFiles files) {
        HolderSets holders = new HolderSets(walk.found(), walk::identity);
        List<Gap> gaps = new ArrayList<>();
        int denied = walk.plan().denied();
        if (denied > 0) {
            gaps.add(new Gap(
                    Gap.Cause.PERMISSION, "processes whose descriptors could not be read", denied, WOULD_PERMIT));
        }
        boolean wanting = only.isEmpty() || walk.pids().size() == 0;
        if (!firstSeen && wanting) {
            gaps.add(new Gap(
                    Gap.Cause.PERMISSION,
                    "/proc that does not show every process",
                    1,
                    "it is mounted with hidepid: root sees all, or the group that its option gid names"));
        }
        int unseen = holders.hidden();
        if (only.isEmpty() && unseen > 0 && PidNamespace.isNested(files)) {
            gaps.add(new Gap(
                    Gap.Cause.NAMESPACE,
                    "sockets without a process in this pid namespace",
                    unseen,
                    "their processes may be outside of it: ask from the host's pid namespace"));
        }
        Owner hidden = Owners.hidden(gaps.isEmpty() ? allWereRead() : notAllWereRead(gaps));
        boolean exhaustive = gaps.isEmpty() && only.isEmpty();
        return new SocketOwners(walk.inodes(), holders.owners(exhaustive, hidden), List.copyOf(gaps));
    }

    private static String allWereRead() {
        return "no process shows a descriptor of it, though all could be read: a thread may have a table of its own, or it is "
                + "in flight between processes, registered with io_uring, or the kernel's own";
    }

    private static String notAllWereRead(List<Gap> gaps) {
        StringBuilder reason = new StringBuilder("no descriptor of it was found, and not all could be seen");
        gaps.forEach(gap -> reason.append("; ").append(gap));
        return reason.toString();
    }

    /**
     * Whose the socket is.
     *
     * @param inode one of those that were looked for; 0 for a socket that has none
     */
    public Owner owner(long inode) {
        int place = inodes.find(inode);
        return place == LongTable.ABSENT ? Owners.none() : owners[place];
    }

    /** What could not be seen. */
    public List<Gap> gaps() {
        return gaps;
    }
}
