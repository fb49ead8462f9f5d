package io.github.ports4j;

/**
 * The state of a TCP socket, by the names of RFC 9293 section 3.3.2. Open: a kernel may know states of its own, and later
 * versions may add constants.
 */
public enum TcpState {
    /** No connection and not listening. A socket in the table in this state is bound to its port and silent. */
    CLOSED,
    /** Waiting for connections. */
    LISTEN,
    /** A connection request was sent. */
    SYN_SENT,
    /** A connection request was received and answered. */
    SYN_RECEIVED,
    /** Open; data may flow both ways. */
    ESTABLISHED,
    /** This side has closed; its end has not been acknowledged. */
    FIN_WAIT_1,
    /** This side has closed; the other has not. */
    FIN_WAIT_2,
    /** The other side has closed; this side has not. */
    CLOSE_WAIT,
    /** Both sides closed at once. */
    CLOSING,
    /** Both sides have closed; the last acknowledgement is awaited. */
    LAST_ACK,
    /** Both sides have closed; the pair of addresses rests before it may be used again. No process owns it. */
    TIME_WAIT
}
