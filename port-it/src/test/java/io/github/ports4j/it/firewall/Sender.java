package io.github.ports4j.it.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** An attempt that is under way. Its socket is in the network of who sends it. */
final class Sender implements AutoCloseable {
    private final Attempt attempt;
    private final SelectableChannel channel;
    private boolean answered;
    private boolean refused;

    private Sender(Attempt attempt, SelectableChannel channel) {
        this.attempt = attempt;
        this.channel = channel;
    }

    static Sender send(Attempt attempt, InetSocketAddress from) {
        InetSocketAddress to = new InetSocketAddress(
                Family.of(attempt.from()).host(), attempt.port().number());
        try {
            return switch (attempt.port().protocol()) {
                case TCP -> {
                    SocketChannel channel = SocketChannel.open();
                    Sender sender = new Sender(attempt, channel);
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    sender.bind(channel, from);
                    sender.start(() -> sender.answered = channel.connect(to));
                    yield sender;
                }
                case UDP -> {
                    DatagramChannel channel = DatagramChannel.open();
                    Sender sender = new Sender(attempt, channel);
                    sender.bind(channel, from);
                    channel.connect(to);
                    sender.start(() -> channel.write(ByteBuffer.wrap(new byte[] {'?'})));
                    yield sender;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(attempt.toString(), e);
        }
    }

    private void bind(NetworkChannel socket, InetSocketAddress from) throws IOException {
        try {
            channel.configureBlocking(false);
            socket.bind(from);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Something that the host may refuse. */
    private interface Step {
        void run() throws IOException;
    }

    private void start(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            refused = true;
        }
    }

    Attempt attempt() {
        return attempt;
    }

    /** Whether an answer has come so far; a refusal is none. */
    boolean isAnswered() {
        if (!answered && !refused) {
            start(() -> {
                if (channel instanceof SocketChannel stream) {
                    answered = stream.finishConnect();
                } else if (channel instanceof DatagramChannel datagrams) {
                    answered = datagrams.read(ByteBuffer.allocate(1)) > 0;
                }
            });
        }
        return answered;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
