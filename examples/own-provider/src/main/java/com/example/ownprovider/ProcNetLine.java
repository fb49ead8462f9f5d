package com.example.ownprovider;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.spi.SocketsBuilder;
import java.nio.ByteOrder;

/**
 * A line of {@code /proc/net/tcp} and its like: {@code sl local_address rem_address st tx_queue:rx_queue tr:when retrnsmt uid
 * timeout inode}. Pure: it is tested on captured text.
 *
 * @param file whose line it is
 * @param local its local end
 * @param remote its remote end, with port 0 for none
 * @param state {@code st}; it means something for TCP alone
 * @param uid the number of its user; 0 also where the kernel has none
 * @param inode the inode; 0 for a socket that no process has
 * @see "tcp4_seq_show and tcp6_seq_show of the kernel"
 */
record ProcNetLine(ProcNetFile file, End local, End remote, int state, int uid, long inode) {
    private static final int FIELDS = 10;
    private static final int HEX = 16;
    private static final int WORD = 8; // hexadecimal digits of 32 bits

    /** By their numbers in the kernel's tcp_states.h; the first is none, and the last is a request that waits for its ACK. */
    private static final TcpState[] STATES = {
        null,
        TcpState.ESTABLISHED,
        TcpState.SYN_SENT,
        TcpState.SYN_RECEIVED,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.TIME_WAIT,
        TcpState.CLOSED,
        TcpState.CLOSE_WAIT,
        TcpState.LAST_ACK,
        TcpState.LISTEN,
        TcpState.CLOSING,
        TcpState.SYN_RECEIVED,
    };

    /**
     * Takes a line apart.
     *
     * @throws MalformedReplyException if it has another form
     */
    static ProcNetLine parse(ProcNetFile file, String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length < FIELDS) {
            throw new MalformedReplyException("a line of /proc/net/" + file.fileName(), 0, fields.length, FIELDS);
        }
        try {
            int state = Integer.parseInt(fields[3], HEX);
            if (file.isTcp() && (state < 1 || state >= STATES.length)) {
                throw new NumberFormatException("no state of TCP: " + state);
            }
            return new ProcNetLine(
                    file,
                    End.parse(file, fields[1]),
                    End.parse(file, fields[2]),
                    state,
                    Integer.parseUnsignedInt(fields[7]),
                    Long.parseLong(fields[9]));
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new MalformedReplyException("a line of /proc/net/" + file.fileName(), 0, 0, FIELDS);
        }
    }

    boolean isWanted(SocketQuery query) {
        return file.isTcp()
                ? query.matchesTcp(STATES[state], local.port, remote.port)
                : query.matchesUdp(local.port, remote.port);
    }

    /** Whether it is an IPv6 socket on the wildcard address, which may take IPv4 as well. */
    boolean mayBeDualStack() {
        return file.isIpv6() && remote.port == 0 && local.high == 0 && local.low == 0;
    }

    /** Describes it; the owner is to be added. */
    SocketsBuilder begin(SocketsBuilder sockets) {
        AddressFamily family = file.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
        SocketsBuilder socket = file.isTcp() ? sockets.tcp(family, STATES[state]) : sockets.udp(family);
        socket.local(local.high, local.low, local.port)
                .remote(remote.high, remote.low, remote.port)
                .inode(inode);
        return inode == 0 ? socket : socket.uid(uid); // without an inode, 0 stands for unknown
    }

    /**
     * An address, in the form of {@link SocketsBuilder#local}, and a port.
     *
     * @param high the first half of an IPv6 address
     * @param low the other half, or an IPv4 address
     * @param port the port
     */
    record End(long high, long low, int port) {
        private static End parse(ProcNetFile file, String text) {
            int colon = file.isIpv6() ? 4 * WORD : WORD;
            int port = Integer.parseInt(text.substring(colon + 1), HEX);
            return file.isIpv6()
                    ? new End(
                            word(text, 0) << Integer.SIZE | word(text, 1),
                            word(text, 2) << Integer.SIZE | word(text, 3),
                            port)
                    : new End(0, word(text, 0), port);
        }

        /** Words are in network order, and were printed as if they were numbers of this machine. */
        private static long word(String text, int index) {
            int printed = Integer.parseUnsignedInt(text.substring(index * WORD, (index + 1) * WORD), HEX);
            int word = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(printed) : printed;
            return Integer.toUnsignedLong(word);
        }
    }
}
