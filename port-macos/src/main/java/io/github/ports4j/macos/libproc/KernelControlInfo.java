package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import java.nio.ByteBuffer;

/**
 * What {@code struct socket_fdinfo} tells of a kernel control socket besides what is in {@link SocketInfo}.
 *
 * @param id of the control; 32 bits
 * @param unit which of its connections
 * @param name such as {@code com.apple.network.statistics}
 * @see "struct kern_ctl_info, sys/proc_info.h, macOS 10.15 to 15.6"
 */
public record KernelControlInfo(int id, int unit, String name) {
    static final int KCSI_ID = 264;
    static final int KCSI_UNIT = 284;
    static final int KCSI_NAME = 288;
    static final int KCSI_NAME_SIZE = 96;

    /**
     * Takes them from the structure.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if the structure is not there in full, or is of a socket of another kind
     */
    public static KernelControlInfo decode(ByteBuffer in, int length) {
        SocketInfoDecoder.require(in, length, SocketInfo.SOCKINFO_KERN_CTL);
        return new KernelControlInfo(
                in.getInt(KCSI_ID), in.getInt(KCSI_UNIT), CString.of(in, KCSI_NAME, KCSI_NAME_SIZE));
    }
}
