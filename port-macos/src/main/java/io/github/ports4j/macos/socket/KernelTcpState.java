package io.github.ports4j.macos.socket;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;

/**
 * The kernel's numbers for the states of a TCP socket, the same in {@code tcpsi_state} and {@code t_state}.
 *
 * @see "sys/proc_info.h (TSI_S_…), netinet/tcp_fsm.h (TCPS_…), macOS 10.15 to 15.6"
 */
public final class KernelTcpState {
    public static final int TCPS_CLOSED = 0;
    public static final int TCPS_LISTEN = 1;
    public static final int TCPS_SYN_SENT = 2;
    public static final int TCPS_SYN_RECEIVED = 3;
    public static final int TCPS_ESTABLISHED = 4;
    public static final int TCPS_CLOSE_WAIT = 5;
    public static final int TCPS_FIN_WAIT_1 = 6;
    public static final int TCPS_CLOSING = 7;
    public static final int TCPS_LAST_ACK = 8;
    public static final int TCPS_FIN_WAIT_2 = 9;
    public static final int TCPS_TIME_WAIT = 10;

    private KernelTcpState() {}

    /**
     * The state with this number.
     *
     * @param offset where the number was read
     * @throws MalformedReplyException if there is none
     */
    public static TcpState of(int number, int offset) {
        return switch (number) {
            case TCPS_CLOSED -> TcpState.CLOSED;
            case TCPS_LISTEN -> TcpState.LISTEN;
            case TCPS_SYN_SENT -> TcpState.SYN_SENT;
            case TCPS_SYN_RECEIVED -> TcpState.SYN_RECEIVED;
            case TCPS_ESTABLISHED -> TcpState.ESTABLISHED;
            case TCPS_CLOSE_WAIT -> TcpState.CLOSE_WAIT;
            case TCPS_FIN_WAIT_1 -> TcpState.FIN_WAIT_1;
            case TCPS_CLOSING -> TcpState.CLOSING;
            case TCPS_LAST_ACK -> TcpState.LAST_ACK;
            case TCPS_FIN_WAIT_2 -> TcpState.FIN_WAIT_2;
            case TCPS_TIME_WAIT -> TcpState.TIME_WAIT;
            default -> throw new MalformedReplyException("TCP state " + number, offset, 0, 1);
        };
    }
}
