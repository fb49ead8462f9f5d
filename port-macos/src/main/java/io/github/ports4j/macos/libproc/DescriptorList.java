package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Decodes what {@code proc_pidinfo} stores for PROC_PIDLISTFDS, {@code struct proc_fdinfo}, and for PROC_PIDLISTFILEPORTS, {@code struct
 * proc_fileportinfo}. Both are a number and a type.
 *
 * @see "sys/proc_info.h, macOS 10.15 to 15.6"
 */
public final class DescriptorList {
    /** {@code sizeof(struct proc_fdinfo)} and {@code sizeof(struct proc_fileportinfo)}. */
    public static final int ENTRY_SIZE = 8;

    /** The descriptor; of the other structure {@code proc_fileport}. */
    static final int PROC_FD = 0;

    static final int PROC_FDTYPE = 4;

    /** The one type of which anything is asked; kernels may add others. */
    static final int PROX_FDTYPE_SOCKET = 2;

    private DescriptorList() {}

    /**
     * Gives the descriptors, or the names of file ports, that are sockets. Those that are there in full are given before an exception.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if that is no whole number of entries
     */
    public static void forEachSocket(ByteBuffer in, int length, IntConsumer visitor) {
        for (int at = 0; at + ENTRY_SIZE <= length; at += ENTRY_SIZE) {
            if (in.getInt(at + PROC_FDTYPE) == PROX_FDTYPE_SOCKET) {
                visitor.accept(in.getInt(at + PROC_FD));
            }
        }
        Entries.requireWhole(length, ENTRY_SIZE, "list of descriptors");
    }
}
