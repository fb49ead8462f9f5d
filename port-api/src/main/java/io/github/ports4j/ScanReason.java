package io.github.ports4j;

/** Why a port has its {@link ScanState}. Open: later versions may add constants. */
public enum ScanReason {
    /** No result yet, or none when the scan was ended. */
    PENDING(ScanState.UNTRIED, "the scan has not come to it"),

    /** The connection was made. */
    CONNECTED(ScanState.OPEN, "it took the connection"),
    /** The connection was made and ended by the other side at once. */
    RESET(ScanState.OPEN, "it took the connection and reset it"),
    /** A datagram came back. */
    ANSWERED(ScanState.OPEN, "it answered"),

    /** A TCP reset, or an ICMP port unreachable: {@code ECONNREFUSED}. */
    REFUSED(ScanState.CLOSED, "it refused"),
    /** The attempt got the port as its own local end and met itself, which it can only where nobody is. */
    SELF_CONNECTED(ScanState.CLOSED, "nobody is there: the attempt met itself"),

    /** Nothing came back, after all tries. */
    NO_ANSWER(ScanState.FILTERED, "no answer"),
    /** An ICMP host unreachable, or no answer to ARP or neighbour discovery: {@code EHOSTUNREACH}. */
    HOST_UNREACHABLE(ScanState.FILTERED, "the host was said to be unreachable"),
    /** An ICMP network unreachable: {@code ENETUNREACH}. */
    NETWORK_UNREACHABLE(ScanState.FILTERED, "the network was said to be unreachable"),
    /** An ICMP that says it is prohibited: {@code EACCES}. */
    PROHIBITED(ScanState.FILTERED, "something on the way said that it is prohibited"),
    /** Another error came back. */
    NETWORK_ERROR(ScanState.FILTERED, "something on the way returned an error"),

    /** A UDP port from which nothing came back, after all tries. */
    SILENT(ScanState.OPEN_OR_FILTERED, "no answer, which a UDP service need not give"),

    /** This host has no route to it: {@code ENETUNREACH} or {@code EHOSTUNREACH} by the call itself. */
    NO_ROUTE(ScanState.UNTRIED, "this host has no route to it"),
    /** A route of this host prohibits it: {@code EACCES} by the call itself. */
    ROUTE_PROHIBITED(ScanState.UNTRIED, "a route of this host prohibits it"),
    /** A route of this host discards it: {@code EINVAL} by the call itself. */
    ROUTE_DISCARDS(ScanState.UNTRIED, "a route of this host discards it"),
    /** This process may not: {@code EPERM} by the call itself. */
    NOT_PERMITTED(ScanState.UNTRIED, "this process may not connect to it"),
    /** The interface is switched off: {@code ENETDOWN} by the call itself. */
    NETWORK_DOWN(ScanState.UNTRIED, "the interface to it is down"),
    /** No local port was left: {@code EADDRNOTAVAIL} by the call itself. */
    NO_LOCAL_PORT(ScanState.UNTRIED, "no local port was left"),
    /** No descriptor was left: {@code EMFILE} or {@code ENFILE}. */
    NO_DESCRIPTOR(ScanState.UNTRIED, "this process had no descriptor left"),
    /** No memory was left: {@code ENOBUFS} or {@code ENOMEM}. */
    NO_MEMORY(ScanState.UNTRIED, "the system had no memory left"),
    /** The system refused for a reason that it did not tell apart. */
    LOCAL_ERROR(ScanState.UNTRIED, "this system refused to try");

    private final ScanState state;
    private final String text;

    ScanReason(ScanState state, String text) {
        this.state = state;
        this.text = text;
    }

    /** The state that it explains. */
    public ScanState state() {
        return state;
    }

    /** Tells whether the attempt failed for want of something that this host may have again a moment later. */
    public boolean isShortage() {
        return this == NO_LOCAL_PORT || this == NO_DESCRIPTOR || this == NO_MEMORY;
    }

    /** The reason in words, such as {@code no answer}. */
    public String text() {
        return text;
    }
}
