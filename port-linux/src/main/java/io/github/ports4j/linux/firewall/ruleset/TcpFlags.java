package io.github.ports4j.linux.firewall.ruleset;

/**
 * Whether some flags of the TCP header are set and others not. No packet of another protocol matches, also if negated.
 *
 * @param mask which flags are looked at
 * @param value which of these are set
 * @param any whether one of the mask is enough ({@code tcp flags syn,ack}); then {@code value} has no meaning
 * @param negated whether it is the other way round
 */
public record TcpFlags(int mask, int value, boolean any, boolean negated) implements Match {
    /** No more data. */
    public static final int FIN = 0x01;

    /** The first packet. */
    public static final int SYN = 0x02;

    /** Reset. */
    public static final int RST = 0x04;

    /** Push. */
    public static final int PSH = 0x08;

    /** Acknowledges. */
    public static final int ACK = 0x10;

    /** Urgent. */
    public static final int URG = 0x20;

    /** ECN echo: set on a SYN by who wants ECN. */
    public static final int ECE = 0x40;

    /** Congestion window reduced: set on a SYN by who wants ECN. */
    public static final int CWR = 0x80;
}
