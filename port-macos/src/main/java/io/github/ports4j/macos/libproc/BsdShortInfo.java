package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;

/**
 * What {@code proc_pidinfo} stores for PROC_PIDT_SHORTBSDINFO: {@code struct proc_bsdshortinfo}. Told to everybody of every process; it
 * has no start time.
 *
 * @param group its process group
 * @param status {@code SIDL} 1, {@code SRUN} 2, {@code SSLEEP} 3, {@code SSTOP} 4, {@code SZOMB} 5
 * @param command the name of its file, cut after 15 bytes
 * @param flags {@code PROC_FLAG_…}
 * @param uid its effective user id, 0 to 2^32-1; the other ids likewise
 * @param savedUid with the real one it decides who may send it a signal
 * @see "sys/proc_info.h, macOS 10.15 to 15.6"
 */
public record BsdShortInfo(
        int pid, int parent, int group, int status, String command, int flags, long uid, long realUid, long savedUid) {
    /** {@code sizeof(struct proc_bsdshortinfo)}. */
    public static final int SIZE = 64;

    static final int PBSI_PID = 0;
    static final int PBSI_PPID = 4;
    static final int PBSI_PGID = 8;
    static final int PBSI_STATUS = 12;
    static final int PBSI_COMM = 16;
    static final int PBSI_COMM_SIZE = 16;
    static final int PBSI_FLAGS = 32;
    static final int PBSI_UID = 36;
    static final int PBSI_RUID = 44;
    static final int PBSI_SVUID = 52;

    /**
     * Takes them from the structure.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if the structure is not there in full
     */
    public static BsdShortInfo decode(ByteBuffer in, int length) {
        new ByteCursor(in, 0, length).require(SIZE, "struct proc_bsdshortinfo");
        return new BsdShortInfo(
                in.getInt(PBSI_PID),
                in.getInt(PBSI_PPID),
                in.getInt(PBSI_PGID),
                in.getInt(PBSI_STATUS),
                CString.of(in, PBSI_COMM, PBSI_COMM_SIZE),
                in.getInt(PBSI_FLAGS),
                Integer.toUnsignedLong(in.getInt(PBSI_UID)),
                Integer.toUnsignedLong(in.getInt(PBSI_RUID)),
                Integer.toUnsignedLong(in.getInt(PBSI_SVUID)));
    }
}
