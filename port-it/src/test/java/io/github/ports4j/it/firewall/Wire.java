package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A connection from the peer to the host that is there all the time. The cable keeps what is sent over it in order, and each end answers a
 * packet before it takes the next one: so what was sent before a byte over this connection was let in, or not, when the byte is there.
 */
final class Wire implements AutoCloseable {
    private static final int MILLIS = 10_000;

    private final Socket near;
    private final Socket far;

    private Wire(Socket near, Socket far) {
        this.near = near;
        this.far = far;
    }

    /** Connects by this port, where something lets connections in at the moment. */
    static Wire lay(FirewallHost host, TransportPort port, Family family) {
        InetSocketAddress at = new InetSocketAddress(family.host(), port.number());
        try (ServerSocket server = host.inside(() -> new ServerSocket(port.number(), 1, family.host()))) {
            server.setSoTimeout(MILLIS);
            Socket near = host.atPeer(() -> connected(new InetSocketAddress(family.peer(), 0), at));
            return new Wire(near, patient(server.accept()));
        } catch (IOException e) {
            throw new UncheckedIOException("connect to " + at, e);
        }
    }

    private static Socket connected(InetSocketAddress from, InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(from);
        socket.connect(to, MILLIS);
        return patient(socket);
    }

    private static Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Waits until a byte has come there, and one back. */
    void settle() {
        try {
            pass(near, far);
            pass(far, near);
        } catch (IOException e) {
            throw new UncheckedIOException("a connection that was there was cut", e);
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        from.getOutputStream().write('!');
        int got = to.getInputStream().read();
        if (got != '!') {
            throw new IOException("got " + got);
        }
    }

    @Override
    public void close() {
        try (near;
                far) {
            near.setSoLinger(true, 0); // nothing is left of it, so that its port can be listened on again
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
