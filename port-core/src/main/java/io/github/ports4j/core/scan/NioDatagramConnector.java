package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;
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
import java.util.List;

/**
 * UDP by the JVM's channels: an attempt is a datagram sent through a connected channel, which alone hears of the ICMP errors that it
 * causes. What is sent is a question that the usual service of the port answers, else nothing but the datagram itself.
 */
final class NioDatagramConnector implements Connector {
    /** Times that a channel which got its own port as the remote one is opened anew. */
    private static final int SELF_TRIES = 3;

    private final InetAddress[] hosts;
    private final ChannelSlots<DatagramChannel> slots;
    private final ByteBuffer answer = ByteBuffer.allocate(1);

    NioDatagramConnector(List<InetAddress> hosts, int count) {
        this.hosts = hosts.toArray(InetAddress[]::new);
        slots = ChannelSlots.open(count);
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
            slots.giveBack();
            return ScanReason.NO_DESCRIPTOR;
        }
        ScanReason reason = begin(channel, target);
        if (reason == ScanReason.PENDING) {
            reason = look(channel);
        }
        if (reason == ScanReason.PENDING && !slots.put(slot, channel, SelectionKey.OP_READ)) {
            reason = ScanReason.NO_MEMORY;
        }
        if (reason != ScanReason.PENDING) {
            ChannelSlots.close(channel);
        }
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
        slots.poll(nanos, slot -> {
            ScanReason reason = look(slots.at(slot));
            if (reason != ScanReason.PENDING) {
                slots.release(slot);
                listener.ended(slot, reason);
            }
        });
    }

    @Override
    public ScanReason abandon(int slot) {
        ScanReason reason = look(slots.at(slot));
        slots.release(slot);
        return reason == ScanReason.PENDING ? ScanReason.NO_ANSWER : reason;
    }

    @Override
    public void close() {
        slots.close();
    }
}
