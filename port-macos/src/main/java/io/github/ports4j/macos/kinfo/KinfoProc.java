package io.github.ports4j.macos.kinfo;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the sysctls {@code kern.proc.pid}, {@code kern.proc.all} and their like store: {@code struct kinfo_proc}. Told to everybody of
 * every process, zombies too.
 *
 * @param startSeconds when it was forked, by the clock of that time; exec does not change it, nor does setting the clock
 * @param startMicros 0 to 999999; with the pid and the seconds, the identity of a process
 * @param flags {@code P_…}
 * @param status see {@link ProcessStatus}
 * @param ignored the signals that it ignores, bit n-1 for signal n, see {@link SignalNumbers}
 * @param caught the signals for which it has a handler, likewise
 * @param command the name of its file, cut after 16 bytes
 * @param realUid 0 to 2^32-1
 * @param effectiveUid 0 to 2^32-1
 * @see "sys/sysctl.h, sys/proc.h, macOS 10.15 to 15.6"
 */
public record KinfoProc(
        long startSeconds,
        int startMicros,
        int flags,
        int status,
        int pid,
        int parent,
        int ignored,
        int caught,
        String command,
        long realUid,
        long effectiveUid) {
    /** {@code sizeof(struct kinfo_proc)}. */
    public static final int SIZE = 648;

    // struct extern_proc
    static final int P_STARTTIME_TV_SEC = 0;
    static final int P_STARTTIME_TV_USEC = 8;
    static final int P_FLAG = 32;
    static final int P_STAT = 36;
    static final int P_PID = 40;
    static final int P_SIGIGNORE = 232;
    static final int P_SIGCATCH = 236;
    static final int P_COMM = 243;
    static final int P_COMM_SIZE = 17;

    // struct eproc
    static final int P_RUID = 392;
    static final int CR_UID = 420;
    static final int E_PPID = 560;

    /**
     * The process that was asked for.
     *
     * @param length what the sysctl stored, in bytes
     * @return empty if it stored nothing, which is how it says that there is no such process
     * @throws MalformedReplyException if the structure is not there in full
     */
    public static Optional<KinfoProc> decode(ByteBuffer in, int length) {
        return length == 0 ? Optional.empty() : Optional.of(decode(new ByteCursor(in, 0, length), in));
    }

    /**
     * The processes, in the order of the kernel.
     *
     * @param length what the sysctl stored, in bytes
     * @throws MalformedReplyException if the last structure is not there in full
     */
    public static List<KinfoProc> decodeAll(ByteBuffer in, int length) {
        ByteCursor cursor = new ByteCursor(in, 0, length);
        List<KinfoProc> processes = new ArrayList<>(length / SIZE);
        while (cursor.remaining() > 0) {
            processes.add(decode(cursor, in));
            cursor.skip(SIZE);
        }
        return processes;
    }

    private static KinfoProc decode(ByteCursor cursor, ByteBuffer in) {
        int at = cursor.require(SIZE, "struct kinfo_proc").position();
        return new KinfoProc(
                in.getLong(at + P_STARTTIME_TV_SEC),
                in.getInt(at + P_STARTTIME_TV_USEC),
                in.getInt(at + P_FLAG),
                in.get(at + P_STAT),
                in.getInt(at + P_PID),
                in.getInt(at + E_PPID),
                in.getInt(at + P_SIGIGNORE),
                in.getInt(at + P_SIGCATCH),
                CString.of(in, at + P_COMM, P_COMM_SIZE),
                Integer.toUnsignedLong(in.getInt(at + P_RUID)),
                Integer.toUnsignedLong(in.getInt(at + CR_UID)));
    }
}
