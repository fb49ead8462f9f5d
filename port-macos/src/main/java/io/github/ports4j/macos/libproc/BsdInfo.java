package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;

/**
 * What {@code proc_pidinfo} stores for PROC_PIDTBSDINFO: {@code struct proc_bsdinfo}. Told to the process' own user and to root.
 *
 * @param flags {@code PROC_FLAG_…}
 * @param status {@code SIDL} 1, {@code SRUN} 2, {@code SSLEEP} 3, {@code SSTOP} 4, {@code SZOMB} 5
 * @param uid its effective user id, 0 to 2^32-1; the other ids likewise
 * @param command the name of its file, cut after 15 bytes
 * @param name the name of its file, or what it chose, cut after 31 bytes
 * @param files for how many descriptors there is room: no fewer than are open
 * @param group its process group
 * @param startSeconds when it was forked, by the clock of that time; exec does not change it, nor does setting the clock
 * @param startMicros 0 to 999999; with the pid and the seconds, the identity of a process
 * @see "sys/proc_info.h, macOS 10.15 to 15.6"
 */
public record BsdInfo(
        int flags,
        int status,
        int pid,
        int parent,
        long uid,
        long gid,
        long realUid,
        String command,
        String name,
        long files,
        int group,
        int nice,
        long startSeconds,
        long startMicros) {
    /** {@code sizeof(struct proc_bsdinfo)}. */
    public static final int SIZE = 136;

    static final int PBI_FLAGS = 0;
    static final int PBI_STATUS = 4;
    static final int PBI_PID = 12;
    static final int PBI_PPID = 16;
    static final int PBI_UID = 20;
    static final int PBI_GID = 24;
    static final int PBI_RUID = 28;
    static final int PBI_COMM = 48;
    static final int PBI_COMM_SIZE = 16;
    static final int PBI_NAME = 64;
    static final int PBI_NAME_SIZE = 32;
    static final int PBI_NFILES = 96;
    static final int PBI_PGID = 100;
    static final int PBI_NICE = 116;
    static final int PBI_START_TVSEC = 120;
    static final int PBI_START_TVUSEC = 128;

    /**
     * Takes them from the structure.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if the structure is not there in full
     */
    public static BsdInfo decode(ByteBuffer in, int length) {
        new ByteCursor(in, 0, length).require(SIZE, "struct proc_bsdinfo");
        return new BsdInfo(
                in.getInt(PBI_FLAGS),
                in.getInt(PBI_STATUS),
                in.getInt(PBI_PID),
                in.getInt(PBI_PPID),
                Integer.toUnsignedLong(in.getInt(PBI_UID)),
                Integer.toUnsignedLong(in.getInt(PBI_GID)),
                Integer.toUnsignedLong(in.getInt(PBI_RUID)),
                CString.of(in, PBI_COMM, PBI_COMM_SIZE),
                CString.of(in, PBI_NAME, PBI_NAME_SIZE),
                Integer.toUnsignedLong(in.getInt(PBI_NFILES)),
                in.getInt(PBI_PGID),
                in.getInt(PBI_NICE),
                in.getLong(PBI_START_TVSEC),
                in.getLong(PBI_START_TVUSEC));
    }
}
