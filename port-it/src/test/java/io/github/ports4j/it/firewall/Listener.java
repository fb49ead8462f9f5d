package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** What listens on a port: by TCP it greets with {@link #TOKEN}, by UDP it echoes. Its socket is in the network of who opens it. */
final class Listener implements AutoCloseable {
    /** By which a peer knows that it was a listener of the laboratory that answered. */
    static final String TOKEN = "listener of the laboratory";

    private static final int LONGEST_DATAGRAM = 1500;

    private final NetworkChannel socket;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Listener(NetworkChannel socket, InetSocketAddress at, Step step) throws IOException {
        this.socket = socket;
        try {
            socket.bind(at);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Thread thread = new Thread(() -> serve(step), "listens on " + at);
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers one peer. */
    private interface Step {
        void run() throws IOException;
    }

    /** Begins to listen. */
    static Listener open(InetAddress address, TransportPort port) {
        InetSocketAddress at = new InetSocketAddress(address, port.number());
        try {
            return switch (port.protocol()) {
                case TCP -> greeter(at);
                case UDP -> echo(at);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("listen on " + at, e);
        }
    }

    private static Listener greeter(InetSocketAddress at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(familyOf(at));
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true); // one before may have left connections
        return new Listener(server, at, () -> {
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.wrap(TOKEN.getBytes(US_ASCII)));
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                // the peer did not wait for it, which is the peer's affair
            }
        });
    }

    private static Listener echo(InetSocketAddress at) throws IOException {
        DatagramChannel channel = DatagramChannel.open(familyOf(at));
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_DATAGRAM);
        return new Listener(channel, at, () -> {
            SocketAddress from = channel.receive(buffer.clear());
            channel.send(buffer.flip(), from);
        });
    }

    private static ProtocolFamily familyOf(InetSocketAddress at) {
        return Family.of(at.getAddress()) == Family.V4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private void serve(Step step) {
        try {
            while (socket.isOpen()) {
                step.run();
            }
            ended.complete(null);
        } catch (ClosedChannelException e) {
            ended.complete(null);
        } catch (IOException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** Ends it; what has kept it from listening before is thrown. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended.join();
    }
}
