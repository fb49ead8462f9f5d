package io.github.ports4j.macos.pcb;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.socket.InetEnds;
import io.github.ports4j.macos.socket.InetSocket;
import io.github.ports4j.macos.socket.KernelTcpState;
import io.github.ports4j.macos.socket.SocketSink;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Decodes what the sysctls {@code net.inet.tcp.pcblist_n} and {@code net.inet.udp.pcblist_n} answer, which have the sockets of IPv4 and of
 * IPv6: a {@code struct xinpgen}, several records for each protocol control block, and another {@code struct xinpgen}. An empty list has
 * but the first of these.
 *
 * <p>A record begins with its length and its kind and fills a multiple of 8 bytes. Only the length leads to the next one: {@code struct
 * xsocket_n} grew from 76 to 104 bytes in macOS 13. The structures are packed to 4 bytes, offsets are from the start of each. A block
 * begins with its {@code struct xinpcb_n}; one that has lost its socket has records of kind 0, as other unknown kinds passed over.
 *
 * @see "netinet/in_pcb.h, sys/socketvar.h, netinet/tcp_var.h, macOS 10.15 to 15.6"
 */
public final class PcbListDecoder {
    // struct xinpgen
    static final int XINPGEN_SIZE = 24;
    static final int XIG_LEN = 0;
    static final int XIG_COUNT = 4;
    static final int XIG_GEN = 8;

    // each record
    static final int RECORD_LEN = 0;
    static final int RECORD_KIND = 4;
    private static final int RECORD_HEADER = 8;
    private static final int ALIGNED = 8;

    static final int XSO_SOCKET = 0x1;
    static final int XSO_RCVBUF = 0x2;
    static final int XSO_SNDBUF = 0x4;
    static final int XSO_STATS = 0x8;
    static final int XSO_INPCB = 0x10;
    static final int XSO_TCPCB = 0x20;

    // struct xinpcb_n
    static final int XINPCB_SIZE = 104;
    static final int INP_FPORT = 16;
    static final int INP_LPORT = 18;
    static final int INP_GENCNT = 28;
    static final int INP_VFLAG = 44;
    static final int INP_DEPENDFADDR = 48;
    static final int INP_DEPENDLADDR = 64;

    // struct xsocket_n
    static final int XSOCKET_SIZE_BEFORE_13 = 76;
    static final int XSO_SO = 8;
    static final int SO_OPTIONS = 20;
    static final int SO_STATE = 26;
    static final int XSO_FAMILY = 40;
    static final int SO_QLEN = 44;
    static final int SO_INCQLEN = 46;
    static final int SO_QLIMIT = 48;
    static final int SO_UID = 64;
    static final int SO_LAST_PID = 68;
    static final int SO_E_PID = 72;

    // struct xsockbuf_n
    static final int XSOCKBUF_SIZE = 32;
    static final int SB_CC = 8;

    // struct xtcpcb_n; releases may add to its end
    static final int T_STATE = 36;
    private static final int XTCPCB_USED = T_STATE + Integer.BYTES;

    /** What a block must have to be of use. */
    private static final int NEEDED = XSO_INPCB | XSO_SOCKET;

    /** What it has as well, so that one that is last in a list without an end is known to be whole. */
    private static final int USUAL = NEEDED | XSO_RCVBUF | XSO_SNDBUF | XSO_STATS;

    /** The two of them, in what the sysctl tells when it is asked for a size. */
    private static final int SIZED_FRAME = 2 * XINPGEN_SIZE;

    // how long all records of a block are since macOS 13: only to take a size for a number of blocks where there is no
    // block
    private static final int TCP_BLOCK = 616;
    private static final int UDP_BLOCK = 408;

    /** One in so many is added. */
    private static final int SPARE = 8;

    /** Of {@code so_state}: sys/socketvar.h, the same as SOI_S_NOFDREF of sys/proc_info.h. */
    private static final int SS_NOFDREF = 0x1;

    private static final InetEnds ENDS =
            new InetEnds(INP_FPORT, INP_LPORT, INP_VFLAG, INP_DEPENDFADDR, INP_DEPENDLADDR);

    private final ByteBuffer in;
    private final int end;
    private final TransportProtocol protocol;
    private final InetSocket row;
    private final SocketSink sink;
    private final long generation;

    /** Where the {@code struct xinpcb_n} of the block at hand begins. */
    private int block;

    /** The kinds of its records so far; 0 before the first block. What comes before one makes no block. */
    private int seen;

    private int domain;
    private int blocks;
    private int sockets;

    private PcbListDecoder(ByteBuffer in, int end, TransportProtocol protocol, InetSocket row, SocketSink sink) {
        this.in = in;
        this.end = end;
        this.protocol = protocol;
        this.row = row;
        this.sink = sink;
        generation = in.getLong(XIG_GEN);
    }

    /**
     * Gives the sockets, each in the row. Left out are those that came after the list was begun, and those that are being closed, of
     * which nothing is left that says where they are. Where the list is cut or goes wrong those before are given, which the answer tells.
     *
     * @param length what the sysctl stored, in bytes
     * @param protocol which list it is: it does not tell
     * @throws MalformedReplyException if not even the header is there, or a socket has a TCP state or a family that is not known; some
     *     may have been given by then
     */
    public static PcbList decode(
            ByteBuffer in, int length, TransportProtocol protocol, InetSocket row, SocketSink sink) {
        Objects.checkFromToIndex(0, length, in.limit());
        if (length < XINPGEN_SIZE) {
            throw new MalformedReplyException("struct xinpgen", 0, length, XINPGEN_SIZE);
        }
        long headerSize = Integer.toUnsignedLong(in.getInt(XIG_LEN));
        if (headerSize < XINPGEN_SIZE || headerSize > length) {
            throw new MalformedReplyException("struct xinpgen of " + headerSize + " bytes", 0, length, XINPGEN_SIZE);
        }
        return new PcbListDecoder(in, length, protocol, row, sink).read(aligned(headerSize));
    }

    private PcbList read(long first) {
        long promised = Integer.toUnsignedLong(in.getInt(XIG_COUNT));
        if (first >= end && promised == 0) {
            return answer(end, false, generation);
        }
        long next = first;
        while (next <= end - RECORD_HEADER) {
            int at = (int) next;
            long size = Integer.toUnsignedLong(in.getInt(at + RECORD_LEN));
            if (size < XINPGEN_SIZE || size > end - at) {
                break; // a size of 0 would lead nowhere, and one that is too large outside
            }
            if (size == XINPGEN_SIZE) {
                return answer(at + XINPGEN_SIZE, !give(NEEDED), in.getLong(at + XIG_GEN));
            }
            if (!record(at, (int) size)) {
                break;
            }
            next += aligned(size);
        }
        give(USUAL);
        return answer((int) Math.min(next, end), true, generation);
    }

    private PcbList answer(int bytes, boolean truncated, long laterGeneration) {
        long promised = Integer.toUnsignedLong(in.getInt(XIG_COUNT));
        return new PcbList(protocol, bytes, promised, blocks, sockets, truncated, generation, laterGeneration);
    }

    /** Takes what is needed of a record; false if that is not in it, or it is not in its place. */
    private boolean record(int at, int size) {
        int kind = in.getInt(at + RECORD_KIND);
        if (kind == XSO_INPCB) {
            return size >= XINPCB_SIZE && give(NEEDED) && begin(at);
        }
        if (size < needed(kind)) {
            return false;
        }
        if (kind == XSO_TCPCB && protocol != TransportProtocol.TCP) {
            return true; // of no known list, and no state of UDP
        }
        switch (kind) {
            case XSO_SOCKET -> socket(at);
            case XSO_RCVBUF -> row.receiveBytes = in.getInt(at + SB_CC);
            case XSO_SNDBUF -> row.sendBytes = in.getInt(at + SB_CC);
            case XSO_STATS -> {}
            case XSO_TCPCB -> row.state = KernelTcpState.of(in.getInt(at + T_STATE), at + T_STATE);
            default -> {
                return true;
            }
        }
        seen |= kind;
        return true;
    }

    private static int needed(int kind) {
        return switch (kind) {
            case XSO_SOCKET -> XSOCKET_SIZE_BEFORE_13;
            case XSO_RCVBUF, XSO_SNDBUF -> XSOCKBUF_SIZE;
            case XSO_TCPCB -> XTCPCB_USED;
            default -> 0;
        };
    }

    /** Forgets all of the block before, so that nothing of it gets into one that has fewer records. */
    private boolean begin(int at) {
        row.clear();
        row.protocol = protocol;
        block = at;
        domain = 0;
        seen = XSO_INPCB;
        blocks++;
        return true;
    }

    private void socket(int at) {
        row.so = in.getLong(at + XSO_SO);
        row.options = in.getInt(at + SO_OPTIONS) & 0xffff;
        domain = in.getInt(at + XSO_FAMILY);
        row.queued = u16(at + SO_QLEN);
        row.incomplete = u16(at + SO_INCQLEN);
        row.backlog = u16(at + SO_QLIMIT);
        row.unreferenced = (u16(at + SO_STATE) & SS_NOFDREF) != 0;
        row.uid = in.getInt(at + SO_UID);
        row.lastPid = in.getInt(at + SO_LAST_PID);
        row.effectivePid = in.getInt(at + SO_E_PID);
        // a block that has lost its socket has zeros for all of them
        boolean known = row.so != 0 || domain != 0;
        row.userlandFlow = !known && row.lastPid != 0;
        row.ownerTold = known || row.userlandFlow;
    }

    /**
     * Gives the block at hand on, if there is one and it is not to be left out.
     *
     * @param needed kinds of records that it must have
     * @return false if it lacks one of them
     */
    private boolean give(int needed) {
        if (seen == 0) {
            return true;
        }
        int all = protocol == TransportProtocol.TCP ? needed | XSO_TCPCB : needed;
        if ((seen & all) != all) {
            return false;
        }
        seen = 0;
        boolean newer = Long.compareUnsigned(in.getLong(block + INP_GENCNT), generation) > 0;
        if (!newer && ENDS.decode(in, block, domain, row)) {
            sockets++;
            sink.accept(row);
        }
        return true;
    }

    /**
     * For how many blocks the sysctl told a size: it adds one eighth and one to their number.
     *
     * @param sized that size, in bytes
     * @param list what came, to tell how long the records of a block are
     */
    static long blocksIn(long sized, PcbList list) {
        int usual = list.protocol() == TransportProtocol.TCP ? TCP_BLOCK : UDP_BLOCK;
        int block = list.blocks() == 0 ? usual : Math.max(1, (list.bytes() - SIZED_FRAME) / list.blocks());
        long withSpare = (sized - SIZED_FRAME) / block - 1;
        return Math.max(0, withSpare * SPARE / (SPARE + 1));
    }

    private static long aligned(long size) {
        return (size + ALIGNED - 1) & -ALIGNED;
    }

    private int u16(int at) {
        return in.getShort(at) & 0xffff;
    }
}
