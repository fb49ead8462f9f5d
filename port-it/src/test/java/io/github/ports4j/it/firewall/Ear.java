package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Listens on a port, and answers what has come so far when it is told to. Its socket is in the network of who opens it. */
final class Ear implements AutoCloseable {
    private static final int LONGEST_DATAGRAM = 100;

    private final NetworkChannel socket;

    private Ear(NetworkChannel socket) {
        this.socket = socket;
    }

    static Ear open(InetAddress address, TransportPort port) {
        InetSocketAddress at = new InetSocketAddress(address, port.number());
        ProtocolFamily family =
                Family.of(address) == Family.V4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        try {
            return switch (port.protocol()) {
                case TCP -> {
                    ServerSocketChannel server = ServerSocketChannel.open(family);
                    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    yield bound(server, server, at);
                }
                case UDP -> {
                    DatagramChannel channel = DatagramChannel.open(family);
                    yield bound(channel, channel, at);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException("listen on " + at, e);
        }
    }

    private static Ear bound(NetworkChannel socket, SelectableChannel same, InetSocketAddress at) throws IOException {
        try {
            same.configureBlocking(false);
            return new Ear(socket.bind(at));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Takes the connections that there are, and sends back the datagrams; waits for nothing. */
    void answer() {
        try {
            if (socket instanceof ServerSocketChannel server) {
                for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
                    peer.close(); // that it was let in is known to the peer already
                }
            } else if (socket instanceof DatagramChannel channel) {
                ByteBuffer buffer = ByteBuffer.allocate(LONGEST_DATAGRAM);
                SocketAddress from = channel.receive(buffer);
                while (from != null) {
                    channel.send(buffer.flip(), from);
                    from = channel.receive(buffer.clear());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(socket.toString(), e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
