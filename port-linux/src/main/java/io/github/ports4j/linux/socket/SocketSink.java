package io.github.ports4j.linux.socket;

/** Takes the sockets that a reader finds. */
@FunctionalInterface
public interface SocketSink {
    /** Takes one; the row is filled anew afterwards. */
    void accept(InetSocket socket);
}
