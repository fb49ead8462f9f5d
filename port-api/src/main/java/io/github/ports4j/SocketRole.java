package io.github.ports4j;

/**
 * What a socket does with its local port. {@link #LISTENER} and {@link #BOUND} <em>hold</em> the port: as long as one of
 * them is there, others can't bind it. A {@link #CONNECTION} only uses it.
 */
public enum SocketRole {
    /** A TCP socket in {@link TcpState#LISTEN}. */
    LISTENER,
    /** A UDP socket without a remote address, or a TCP socket that was bound and neither listens nor is connected. */
    BOUND,
    /** One end of a connection, whatever its state, or a UDP socket with a remote address. */
    CONNECTION;

    /** Tells whether a socket of this role keeps others from the port. */
    public boolean holdsPort() {
        return this != CONNECTION;
    }
}
