package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.spi.Connector;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * UDP by the JVM's channels: an attempt is a datagram sent through a connected channel, which alone hears of the ICMP errors that it
 * causes. What is sent is a question that the usual service of the port answers, else nothing but the datagram itself.
 */
final class NioDatagramConnector implements Connector {
    /** Times that a channel which got its own port as the remote one is opened anew. */
    private static final int SELF_TRIES = 3;

    private final InetAddress[] hosts;
    private final Selector selector;
    private final @Nullable DatagramChannel[] channels;
    private final Integer[] slots;
    private final ByteBuffer answer = ByteBuffer.allocate(1);

    private NioDatagramConnector(List<InetAddress> hosts, int count, Selector selector) {
        this.hosts = hosts.toArray(InetAddress[]::new);
        this.selector = selector;
        channels = new DatagramChannel[count];
        slots = new Integer[count];
        for (int i = 0; i < count; i++) {
            slots[i] = i;
        }
    }

    static NioDatagramConnector open(List<InetAddress> hosts, int slots) {
        return new NioDatagramConnector(hosts, slots, NioConnector.selector());
    }

    @Override
    public ScanReason connect(int slot, int host, int port) {
        InetSocketAddress target = new InetSocketAddress(hosts[host], port);
        ScanReason reason = ScanReason.SELF_CONNECTED;
        for (int i = 0; i < SELF_TRIES && reason == ScanReason.SELF_CONNECTED; i++) {
            reason = attempt(slot, target);
        }
        return reason;
    }

    private ScanReason attempt(int slot, InetSocketAddress target) {
        DatagramChannel channel;
        try {
            channel = DatagramChannel.open(
                    target.getAddress() instanceof Inet6Address
                            ? StandardProtocolFamily.INET6
                            : StandardProtocolFamily.INET);
        } catch (UnsupportedOperationException e) {
            return ScanReason.NO_ROUTE; // this JVM has no IPv6
        } catch (IOException e) {
            return ScanReason.NO_DESCRIPTOR;
        }
        ScanReason reason = begin(channel, target);
        if (reason == ScanReason.PENDING) {
            reason = look(channel);
        }
        if (reason == ScanReason.PENDING) {
            try {
                channel.register(selector, SelectionKey.OP_READ, slots[slot]);
                channels[slot] = channel;
                return reason;
            } catch (IOException e) {
                reason = ScanReason.NO_MEMORY; // epoll_ctl(2): ENOMEM or ENOSPC
            }
        }
        close(channel);
        return reason;
    }

    /** {@code connect(2)} and {@code send(2)}; what they return by themselves means that nothing was sent. */
    private static ScanReason begin(DatagramChannel channel, InetSocketAddress target) {
        try {
            channel.configureBlocking(false);
            channel.connect(target);
            if (NioConnector.isSelf(target, channel.getLocalAddress())) {
                return ScanReason.SELF_CONNECTED;
            }
            ByteBuffer question = Questions.to(target.getPort());
            return channel.write(question) == 0 && question.hasRemaining()
                    ? ScanReason.NO_MEMORY // EAGAIN: the send buffer is full
                    : ScanReason.PENDING;
        } catch (PortUnreachableException e) {
            return ScanReason.REFUSED;
        } catch (NoRouteToHostException e) {
            return ScanReason.NO_ROUTE;
        } catch (BindException e) {
            return ScanReason.LOCAL_ERROR;
        } catch (IOException e) {
            return ScanReason.LOCAL_ERROR;
        }
    }

    /** {@code recvfrom(2)}. An empty datagram is an answer too, which read(2) would not tell from none. */
    private ScanReason look(DatagramChannel channel) {
        try {
            answer.clear();
            return channel.receive(answer) == null ? ScanReason.PENDING : ScanReason.ANSWERED;
        } catch (PortUnreachableException e) {
            return ScanReason.REFUSED;
        } catch (NoRouteToHostException e) {
            return ScanReason.HOST_UNREACHABLE;
        } catch (BindException e) {
            return ScanReason.PROHIBITED;
        } catch (IOException e) {
            return ScanReason.NETWORK_ERROR;
        }
    }

    @Override
    public void poll(long nanos, Listener listener) {
        try {
            long millis = (nanos + 999_999) / 1_000_000;
            if (millis == 0) {
                selector.selectNow(key -> ended(key, listener));
            } else {
                selector.select(key -> ended(key, listener), millis);
            }
        } catch (IOException e) {
            throw new SystemCallException("Selector.select()", 0, String.valueOf(e.getMessage()), "report this");
        }
    }

    private void ended(SelectionKey key, Listener listener) {
        int slot = (Integer) key.attachment();
        DatagramChannel channel = channels[slot];
        if (channel == null || !channel.equals(key.channel())) {
            return; // given up
        }
        ScanReason reason = look(channel);
        if (reason != ScanReason.PENDING) {
            channels[slot] = null;
            close(channel);
            listener.ended(slot, reason);
        }
    }

    @Override
    public ScanReason abandon(int slot) {
        DatagramChannel channel = Objects.requireNonNull(channels[slot], "nothing is under way in this slot");
        ScanReason reason = look(channel);
        channels[slot] = null;
        close(channel);
        return reason == ScanReason.PENDING ? ScanReason.NO_ANSWER : reason;
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SystemCallException("close(2)", 0, String.valueOf(e.getMessage()), "report this");
        }
    }

    @Override
    public void close() {
        for (DatagramChannel channel : channels) {
            if (channel != null) {
                close(channel);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new SystemCallException("Selector.close()", 0, String.valueOf(e.getMessage()), "report this");
        }
    }
}
