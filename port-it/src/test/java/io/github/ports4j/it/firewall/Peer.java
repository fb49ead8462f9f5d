package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.ports4j.TransportPort;
import io.github.ports4j.it.scan.NetworkNamespace;
import io.github.ports4j.it.scene.NetworkThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;

/** The host at the other end of the cable, from which is seen what the firewall lets through. */
final class Peer implements AutoCloseable {
    /**
     * How long nothing must come back. On a virtual cable the sender's own system call carries a packet to its receiver and the answer of
     * that kernel back again, so this is not a wait for the network but for a thread of ours to be given a processor. And it is less than
     * the second after which TCP sends its SYN again: silence is that after one SYN.
     */
    private static final int SILENCE_MILLIS = 700;

    /**
     * How long an error may take of which the ICMP message has come: such a message comes while connect(2) still has the socket, and the
     * kernel only notes it then; what counts is that for the next SYN, after a second.
     */
    private static final int NEXT_SYN_MILLIS = 5_000;

    /** UDP is answered by a thread of this JVM: when that was kept from running as long as the one that waits, it gets another chance. */
    private static final int DATAGRAMS = 2;

    /** A connection is there: what greets is a thread of this JVM, and will. */
    private static final int GREETING_MILLIS = 10_000;

    private final NetworkNamespace namespace;
    private final NetworkThread thread;

    Peer() {
        namespace = NetworkNamespace.quiet();
        try {
            thread = new NetworkThread(namespace.path());
        } catch (RuntimeException | Error e) {
            namespace.close();
            throw e;
        }
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    /** Does something by a thread that is in this network. */
    <T> T call(Callable<T> task) {
        return thread.call(task);
    }

    /** Tries the port of the host from this address of the peer. */
    Sight probe(TransportPort port, InetAddress from) {
        InetSocketAddress to = new InetSocketAddress(Family.of(from).host(), port.number());
        return thread.call(() -> {
            Unreachables unreachables = Unreachables.ofThread();
            try {
                return switch (port.protocol()) {
                    case TCP -> connect(new InetSocketAddress(from, 0), to, unreachables);
                    case UDP -> ask(new InetSocketAddress(from, 0), to);
                };
            } catch (IOException e) {
                return unreachables.explain(e);
            }
        });
    }

    private static Sight connect(InetSocketAddress from, InetSocketAddress to, Unreachables before) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.bind(from);
            channel.configureBlocking(false);
            if (!channel.connect(to)) {
                await(channel, SelectionKey.OP_CONNECT, SILENCE_MILLIS);
                if (!channel.finishConnect() && !before.more()) {
                    return Sight.FILTERED;
                }
                if (!channel.isConnected()) {
                    await(channel, SelectionKey.OP_CONNECT, NEXT_SYN_MILLIS);
                    if (!channel.finishConnect()) {
                        throw new AssertionError("an ICMP message came from " + to + ", and no error of it");
                    }
                }
            }
            ByteBuffer greeting = ByteBuffer.allocate(Listener.TOKEN.length());
            while (greeting.hasRemaining()) {
                await(channel, SelectionKey.OP_READ, GREETING_MILLIS);
                if (channel.read(greeting) <= 0) {
                    break;
                }
            }
            String said = new String(greeting.array(), 0, greeting.position(), US_ASCII);
            if (!said.equals(Listener.TOKEN)) {
                throw new AssertionError(to + " is open, but '" + said + "' is not what a listener says");
            }
            return Sight.OPEN;
        }
    }

    private static Sight ask(InetSocketAddress from, InetSocketAddress to) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(from);
            channel.connect(to);
            channel.configureBlocking(false);
            for (int i = 0; i < DATAGRAMS; i++) {
                channel.write(ByteBuffer.wrap(new byte[] {'?'}));
                await(channel, SelectionKey.OP_READ, SILENCE_MILLIS / DATAGRAMS);
                if (channel.read(ByteBuffer.allocate(1)) > 0) {
                    return Sight.OPEN;
                }
            }
            return Sight.FILTERED;
        }
    }

    private static void await(SelectableChannel channel, int operation, int millis) throws IOException {
        try (Selector selector = channel.provider().openSelector()) {
            channel.register(selector, operation);
            selector.select(millis);
        }
    }

    @Override
    public void close() {
        try {
            thread.close();
        } finally {
            namespace.close();
        }
    }
}
