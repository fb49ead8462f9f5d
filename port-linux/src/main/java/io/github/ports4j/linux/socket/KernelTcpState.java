package io.github.ports4j.linux.socket;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;
import java.util.Set;

/**
 * The kernel's numbers for the states of a TCP socket, the same in sock_diag and /proc/net.
 *
 * @see "net/tcp_states.h, Linux 6.18"
 */
public final class KernelTcpState {
    public static final int TCP_ESTABLISHED = 1;
    public static final int TCP_SYN_SENT = 2;
    public static final int TCP_SYN_RECV = 3;
    public static final int TCP_FIN_WAIT1 = 4;
    public static final int TCP_FIN_WAIT2 = 5;
    public static final int TCP_TIME_WAIT = 6;
    public static final int TCP_CLOSE = 7;
    public static final int TCP_CLOSE_WAIT = 8;
    public static final int TCP_LAST_ACK = 9;
    public static final int TCP_LISTEN = 10;
    public static final int TCP_CLOSING = 11;
    /** A connection request since Linux 4.1; asked for and shown as TCP_SYN_RECV. */
    public static final int TCP_NEW_SYN_RECV = 12;
    /** Bound and silent, since Linux 6.8: only to ask for; shown as TCP_CLOSE. */
    public static final int TCP_BOUND_INACTIVE = 13;

    private KernelTcpState() {}

    /**
     * The state with this number.
     *
     * @throws MalformedReplyException if there is none
     */
    public static TcpState of(int number) {
        return switch (number) {
            case TCP_ESTABLISHED -> TcpState.ESTABLISHED;
            case TCP_SYN_SENT -> TcpState.SYN_SENT;
            case TCP_SYN_RECV, TCP_NEW_SYN_RECV -> TcpState.SYN_RECEIVED;
            case TCP_FIN_WAIT1 -> TcpState.FIN_WAIT_1;
            case TCP_FIN_WAIT2 -> TcpState.FIN_WAIT_2;
            case TCP_TIME_WAIT -> TcpState.TIME_WAIT;
            case TCP_CLOSE -> TcpState.CLOSED;
            case TCP_CLOSE_WAIT -> TcpState.CLOSE_WAIT;
            case TCP_LAST_ACK -> TcpState.LAST_ACK;
            case TCP_LISTEN -> TcpState.LISTEN;
            case TCP_CLOSING -> TcpState.CLOSING;
            default -> throw new MalformedReplyException("TCP state " + number, 0, 0, 1);
        };
    }

    /** The number of a state. */
    public static int number(TcpState state) {
        return switch (state) {
            case CLOSED -> TCP_CLOSE;
            case LISTEN -> TCP_LISTEN;
            case SYN_SENT -> TCP_SYN_SENT;
            case SYN_RECEIVED -> TCP_SYN_RECV;
            case ESTABLISHED -> TCP_ESTABLISHED;
            case FIN_WAIT_1 -> TCP_FIN_WAIT1;
            case FIN_WAIT_2 -> TCP_FIN_WAIT2;
            case CLOSE_WAIT -> TCP_CLOSE_WAIT;
            case CLOSING -> TCP_CLOSING;
            case LAST_ACK -> TCP_LAST_ACK;
            case TIME_WAIT -> TCP_TIME_WAIT;
        };
    }

    /** The bits by which a dump asks for these states. */
    public static int mask(Set<TcpState> states) {
        int mask = 0;
        for (TcpState state : states) {
            mask |= 1 << (state == TcpState.CLOSED ? TCP_BOUND_INACTIVE : number(state));
        }
        return mask;
    }

    /**
     * Whether a socket in this state has queues. What is left of a connection in TIME_WAIT, a connection request and a silent
     * socket have none, and the kernel shows zeros.
     */
    public static boolean hasQueues(TcpState state) {
        return state != TcpState.TIME_WAIT && state != TcpState.SYN_RECEIVED && state != TcpState.CLOSED;
    }
}
