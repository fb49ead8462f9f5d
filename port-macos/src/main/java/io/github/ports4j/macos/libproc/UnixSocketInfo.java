package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What {@code struct socket_fdinfo} tells of a Unix domain socket besides what is in {@link SocketInfo}.
 *
 * @param peer the number of the socket that it is connected to, see {@link SocketInfo#so}; 0 for none
 * @param peerPcb the same of its protocol control block
 * @param path where it is bound; empty for one that is not
 * @param peerPath where the other one is bound
 * @see "struct un_sockinfo, sys/proc_info.h, macOS 10.15 to 15.6"
 */
public record UnixSocketInfo(long peer, long peerPcb, Optional<String> path, Optional<String> peerPath) {
    static final int UNSI_CONN_SO = 264;
    static final int UNSI_CONN_PCB = 272;
    static final int UNSI_ADDR = 280;

    /** Odd: the addresses stand in unions of 255 bytes. */
    static final int UNSI_CADDR = 535;

    // struct sockaddr_un
    static final int SUN_PATH = 2;
    static final int SUN_PATH_SIZE = 104;

    /**
     * Takes them from the structure.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if the structure is not there in full, or is of a socket of another kind
     */
    public static UnixSocketInfo decode(ByteBuffer in, int length) {
        SocketInfoDecoder.require(in, length, SocketInfo.SOCKINFO_UN);
        return new UnixSocketInfo(
                in.getLong(UNSI_CONN_SO), in.getLong(UNSI_CONN_PCB), path(in, UNSI_ADDR), path(in, UNSI_CADDR));
    }

    /** The path, which need not end with a NUL, for {@code sun_len} tells its end. */
    private static Optional<String> path(ByteBuffer in, int sockaddr) {
        int longest = Math.min((in.get(sockaddr) & 0xff) - SUN_PATH, SUN_PATH_SIZE);
        int length = CString.length(in, sockaddr + SUN_PATH, longest);
        return length == 0 ? Optional.empty() : Optional.of(CString.utf8(in, sockaddr + SUN_PATH, length));
    }
}
