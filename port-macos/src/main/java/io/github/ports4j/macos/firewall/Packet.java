package io.github.ports4j.macos.firewall;

import io.github.ports4j.TransportProtocol;

/**
 * A packet of a connection from outside, or one that stands for all that no rule tells from it.
 *
 * @param step which packet of the connection
 * @param protocol its protocol
 * @param port the port of this host
 * @param peer the address of the other host
 * @param interfaceName by which interface the first packet comes; {@link #OTHER} for one that no rule names
 */
record Packet(Step step, TransportProtocol protocol, int port, Address peer, String interfaceName) {
    static final String OTHER = "another interface";

    /** The packets of a connection. Without a state each is filtered for itself. */
    enum Step {
        /** The first; of TCP a SYN. */
        REQUEST(true, "S", "EW"),
        /** What this host says to it; of TCP a SYN and ACK. */
        ANSWER(false, "SA", "EW"),
        /** What comes then, of TCP. */
        DATA_IN(true, "A", "EWPUF"),
        /** What goes then, of TCP. */
        DATA_OUT(false, "A", "EWPUF");

        private final boolean in;
        private final String flags;
        private final String free;

        Step(boolean in, String flags, String free) {
            this.in = in;
            this.flags = flags;
            this.free = free;
        }

        boolean isIn() {
            return in;
        }

        /** Flags of TCP that it has. */
        String flags() {
            return flags;
        }

        /** Flags of TCP that it may have. */
        String free() {
            return free;
        }
    }

    /** Whether it comes in. */
    boolean isIn() {
        return step.isIn();
    }

    /** Another one of the same connection. */
    Packet at(Step other) {
        return new Packet(other, protocol, port, peer, interfaceName);
    }
}
