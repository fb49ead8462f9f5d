package io.github.ports4j.linux.procfs;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.socket.InetSocket;
import io.github.ports4j.linux.socket.KernelTcpState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes a line of {@code /proc/net/tcp}, {@code tcp6}, {@code udp} or {@code udp6}. Addresses are words of 32 bits in network
 * order that were printed as numbers of the host; ports were swapped before.
 *
 * @see "tcp4_seq_show, tcp6_seq_show, udp4_seq_show and __ip6_dgram_sock_seq_show of the kernel, Linux 6.18"
 */
final class ProcNetDecoder {
    private static final int WORD = 8; // hexadecimal digits of 32 bits
    private static final int PORT = 4;
    private static final int BYTE = 2;

    private final String file;
    private final TransportProtocol protocol;
    private final AddressFamily family;
    private final boolean swapped;

    /**
     * For one file.
     *
     * @param file its name, for messages
     * @param order the byte order of the machine that wrote it
     */
    ProcNetDecoder(String file, TransportProtocol protocol, AddressFamily family, ByteOrder order) {
        this.file = file;
        this.protocol = protocol;
        this.family = family;
        this.swapped = order == ByteOrder.LITTLE_ENDIAN;
    }

    /**
     * Looks whether this is the line with the names of the columns.
     *
     * @throws MalformedReplyException if it is not
     */
    void header(ByteBuffer text, int start, int end) {
        new TextCursor(file, text, start, end).spaces().mark('s').mark('l').mark(' ');
    }

    /**
     * Fills the row.
     *
     * @param text holds the line from {@code start} to {@code end}, without its line end
     * @throws MalformedReplyException if the line has another form
     */
    void decode(ByteBuffer text, int start, int end, InetSocket row) {
        TextCursor in = new TextCursor(file, text, start, end);
        in.spaces().decimal(); // sl
        in.mark(':').mark(' ');
        row.protocol = protocol;
        row.family = family;
        row.localHigh = high(in);
        row.localLow = low(in);
        row.localPort = (int) in.mark(':').hex(PORT);
        in.mark(' ');
        row.remoteHigh = high(in);
        row.remoteLow = low(in);
        row.remotePort = (int) in.mark(':').hex(PORT);
        int state = (int) in.mark(' ').hex(BYTE);
        row.state = protocol == TransportProtocol.TCP ? KernelTcpState.of(state) : null;
        row.sendQueue = (int) in.mark(' ').hex(WORD);
        row.receiveQueue = (int) in.mark(':').hex(WORD);
        // of a listener the backlog is missing here: its place holds 0
        row.queuesKnown = row.state != null && row.state != TcpState.LISTEN && KernelTcpState.hasQueues(row.state);
        in.mark(' ').skipHex(BYTE).mark(':').skipHex(WORD); // tr, tm->when
        in.mark(' ').skipHex(WORD); // retrnsmt
        row.uid = (int) in.mark(' ').spaces().decimal();
        in.mark(' ').spaces().skipField(); // timeout, which can be negative
        row.inode = in.decimal();
        if (!in.atEnd()) {
            in.mark(' ');
        }
        row.cookie = 0;
        row.scope = 0;
        row.v6OnlyKnown = false;
        row.dualStack = false;
    }

    private long high(TextCursor in) {
        return family == AddressFamily.IPV4 ? 0 : (word(in) << Integer.SIZE) | word(in);
    }

    private long low(TextCursor in) {
        return family == AddressFamily.IPV4 ? word(in) : (word(in) << Integer.SIZE) | word(in);
    }

    private long word(TextCursor in) {
        int word = (int) in.hex(WORD);
        return Integer.toUnsignedLong(swapped ? Integer.reverseBytes(word) : word);
    }
}
