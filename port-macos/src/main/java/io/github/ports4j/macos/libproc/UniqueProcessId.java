package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;

/**
 * What {@code proc_pidinfo} stores for PROC_PIDUNIQIDENTIFIERINFO: the beginning of {@code struct proc_uniqidentifierinfo}; releases
 * differ in what follows. Told to everybody of every process.
 *
 * @param value a number that no other process gets before the next boot, 64 bits
 * @param parent that of the process that forked it
 * @see "sys/proc_info_private.h, macOS 10.15 to 15.6; not public, but the same in all of them"
 */
public record UniqueProcessId(long value, long parent) {
    /** {@code sizeof(struct proc_uniqidentifierinfo)}: the call takes no smaller buffer. */
    public static final int SIZE = 56;

    static final int P_UNIQUEID = 16;
    static final int P_PUNIQUEID = 24;
    private static final int USED = P_PUNIQUEID + Long.BYTES;

    /**
     * Takes them from the structure.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if the beginning of the structure is not there
     */
    public static UniqueProcessId decode(ByteBuffer in, int length) {
        new ByteCursor(in, 0, length).require(USED, "struct proc_uniqidentifierinfo");
        return new UniqueProcessId(in.getLong(P_UNIQUEID), in.getLong(P_PUNIQUEID));
    }
}
