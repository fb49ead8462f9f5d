package io.github.ports4j.macos.libproc;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.socket.InetEnds;
import io.github.ports4j.macos.socket.InetSocket;
import io.github.ports4j.macos.socket.KernelTcpState;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Decodes {@code struct socket_fdinfo}, which {@code proc_pidfdinfo} stores for PROC_PIDFDSOCKETINFO and {@code proc_pidfileportinfo} for
 * PROC_PIDFILEPORTSOCKETINFO. Done for each socket of each process, and so by position and without a cursor.
 *
 * <p>Its {@code soi_stat} is never filled: it holds no user id and no inode. Offsets are from its start.
 *
 * @see "sys/proc_info.h, macOS 10.15 to 15.6, the same on x86-64 and arm64"
 */
public final class SocketInfoDecoder {
    /** {@code sizeof(struct socket_fdinfo)}. */
    public static final int SIZE = 792;

    // struct proc_fileinfo
    static final int FI_OPENFLAGS = 0;
    static final int FI_STATUS = 4;

    // struct socket_info
    static final int SOI_SO = 160;
    static final int SOI_PCB = 168;
    static final int SOI_TYPE = 176;
    static final int SOI_PROTOCOL = 180;
    static final int SOI_FAMILY = 184;
    static final int SOI_OPTIONS = 188;
    static final int SOI_STATE = 192;
    static final int SOI_QLEN = 194;
    static final int SOI_INCQLEN = 196;
    static final int SOI_QLIMIT = 198;
    static final int SOI_RCV_SBI_CC = 208;
    static final int SOI_SND_SBI_CC = 232;
    static final int SOI_KIND = 256;

    // struct in_sockinfo; a port is an int of which the first two bytes are it, in network order
    static final int INSI_FPORT = 264;
    static final int INSI_LPORT = 268;
    static final int INSI_VFLAG = 288;
    static final int INSI_FADDR = 296;
    static final int INSI_LADDR = 312;

    /** Of {@code struct tcp_sockinfo}, which begins with a {@code struct in_sockinfo}. */
    static final int TCPSI_STATE = 344;

    private static final int IPPROTO_UDP = 17;
    private static final InetEnds ENDS = new InetEnds(INSI_FPORT, INSI_LPORT, INSI_VFLAG, INSI_FADDR, INSI_LADDR);

    private SocketInfoDecoder() {}

    /**
     * Fills the row.
     *
     * @param length what the call returned, in bytes
     * @throws MalformedReplyException if the structure is not there in full, or a field has a value that is not known
     */
    public static void decode(ByteBuffer in, int length, SocketInfo row) {
        require(in, length);
        row.openFlags = in.getInt(FI_OPENFLAGS);
        row.status = in.getInt(FI_STATUS);
        row.so = in.getLong(SOI_SO);
        row.pcb = in.getLong(SOI_PCB);
        row.type = in.getInt(SOI_TYPE);
        row.protocol = in.getInt(SOI_PROTOCOL);
        row.domain = in.getInt(SOI_FAMILY);
        row.stateBits = u16(in, SOI_STATE);
        row.kind = in.getInt(SOI_KIND);
        row.inet.clear();
        row.inet.so = row.so;
        decode(in, row.inet);
        row.hasEnds = switch (row.kind) {
            case SocketInfo.SOCKINFO_TCP -> tcp(in, row);
            case SocketInfo.SOCKINFO_IN -> inet(in, row);
            default -> false;
        };
    }

    private static void decode(ByteBuffer in, InetSocket socket) {
        socket.options = u16(in, SOI_OPTIONS);
        socket.queued = u16(in, SOI_QLEN);
        socket.incomplete = u16(in, SOI_INCQLEN);
        socket.backlog = u16(in, SOI_QLIMIT);
        socket.receiveBytes = in.getInt(SOI_RCV_SBI_CC);
        socket.sendBytes = in.getInt(SOI_SND_SBI_CC);
    }

    private static boolean tcp(ByteBuffer in, SocketInfo row) {
        if (!ENDS.decode(in, 0, row.domain, row.inet)) {
            return false;
        }
        row.inet.protocol = TransportProtocol.TCP;
        row.inet.state = KernelTcpState.of(in.getInt(TCPSI_STATE), TCPSI_STATE);
        return true;
    }

    private static boolean inet(ByteBuffer in, SocketInfo row) {
        if (!ENDS.decode(in, 0, row.domain, row.inet)) {
            return false;
        }
        row.inet.protocol = row.protocol == IPPROTO_UDP ? TransportProtocol.UDP : null;
        return true;
    }

    /** Makes sure that the structure is there in full. */
    static void require(ByteBuffer in, int length) {
        Objects.checkFromToIndex(0, length, in.limit());
        if (length < SIZE) {
            throw new MalformedReplyException("struct socket_fdinfo", 0, length, SIZE);
        }
    }

    /** The same, for a socket of this kind. */
    static void require(ByteBuffer in, int length, int kind) {
        require(in, length);
        if (in.getInt(SOI_KIND) != kind) {
            throw new MalformedReplyException("soi_kind " + in.getInt(SOI_KIND) + ", not " + kind, SOI_KIND, 0, 1);
        }
    }

    private static int u16(ByteBuffer in, int at) {
        return in.getShort(at) & 0xffff;
    }
}
