package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decodes what {@code proc_listpids} stores: the pids of all processes, zombies too, the newest first.
 *
 * @see "libproc.h, macOS 10.15 to 15.6"
 */
public final class PidList {
    /** {@code sizeof(int)}. */
    public static final int ENTRY_SIZE = Integer.BYTES;

    private PidList() {}

    /**
     * The pids, without 0: that is the kernel, of which the calls that take a pid tell nothing of use.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if that is no whole number of entries
     */
    public static int[] decode(ByteBuffer in, int length) {
        Entries.requireWhole(length, ENTRY_SIZE, "list of pids");
        int[] pids = new int[length / ENTRY_SIZE];
        int size = 0;
        for (int at = 0; at < length; at += ENTRY_SIZE) {
            int pid = in.getInt(at);
            if (pid != 0) {
                pids[size++] = pid;
            }
        }
        return Arrays.copyOf(pids, size);
    }
}
