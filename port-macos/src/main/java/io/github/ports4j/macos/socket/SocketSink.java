package io.github.ports4j.macos.socket;

/** Takes sockets. */
@FunctionalInterface
public interface SocketSink {
    /** Takes one. The row is filled anew after this returns. */
    void accept(InetSocket socket);
}
