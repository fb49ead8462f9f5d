package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;
import io.github.ports4j.spi.Connector;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * TCP by the JVM's channels. Whether a connection was made is asked at once, and a channel is registered with the selector only if that is
 * not known yet: on a near network most never are.
 *
 * <p>The JVM tells errors by the class of the exception alone. {@link ConnectException} is {@code ECONNREFUSED} or, after all of the
 * kernel's own tries, {@code ETIMEDOUT}; {@link NoRouteToHostException} is {@code EHOSTUNREACH}; {@link BindException} is {@code
 * EADDRNOTAVAIL}, {@code EACCES} or {@code EPERM}; every other one is a {@link SocketException}. Its text is not looked at. That may be
 * {@code ECONNRESET}: the port took the connection and reset it before anybody looked. So the next attempt at such a port is looked at all
 * the time.
 */
final class NioConnector implements Connector {
    /** Linux gives up by itself after 3 seconds at the earliest ({@code tcp_syn_retries} of 1). */
    private static final long KERNEL_TIMEOUT = TimeUnit.MILLISECONDS.toNanos(2_900);

    /** A connection from farther away is seen before its reset comes: there is a round trip between them. */
    private static final long WATCHED = TimeUnit.MILLISECONDS.toNanos(5);

    /** More than are tried again at once. */
    private static final int MOST_DOUBTFUL = 4096;

    private final InetAddress[] hosts;
    private final ProtocolFamily[] families;

    /** Ports, each with its host, where an attempt failed with an error that may have been a reset: the latest, as each port may. */
    private final Set<Long> doubtful = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST_DOUBTFUL;
        }
    });

    private final ChannelSlots<SocketChannel> slots;
    private final InetSocketAddress[] targets;
    private final int[] slotHosts;
    private final long[] starts;

    NioConnector(List<InetAddress> hosts, int count) {
        this.hosts = hosts.toArray(InetAddress[]::new);
        families = new ProtocolFamily[this.hosts.length];
        for (int i = 0; i < families.length; i++) {
            families[i] =
                    this.hosts[i] instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        }
        targets = new InetSocketAddress[count];
        slotHosts = new int[count];
        starts = new long[count];
        slots = ChannelSlots.open(count); // last, as from here on nothing fails
    }

    @Override
    public ScanReason connect(int slot, int host, int port) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(families[host]);
        } catch (UnsupportedOperationException e) {
            return ScanReason.NO_ROUTE; // this JVM has no IPv6
        } catch (IOException e) {
            slots.giveBack();
            return ScanReason.NO_DESCRIPTOR;
        }
        InetSocketAddress target = new InetSocketAddress(hosts[host], port);
        ScanReason reason =
                doubtful.contains(key(host, port)) ? beginAndWatch(channel, target) : beginAndLook(channel, target);
        noteDoubt(host, port, reason);
        if (reason == ScanReason.PENDING && !slots.put(slot, channel, SelectionKey.OP_CONNECT)) {
            reason = ScanReason.NO_MEMORY;
        }
        if (reason != ScanReason.PENDING) {
            ChannelSlots.close(channel);
            return reason;
        }
        slotHosts[slot] = host;
        targets[slot] = target;
        starts[slot] = System.nanoTime();
        return reason;
    }

    /** {@code connect(2)}; what it returns by itself means that nothing was sent. */
    private static ScanReason begin(SocketChannel channel, InetSocketAddress target) {
        try {
            channel.configureBlocking(false);
            return channel.connect(target) ? made(channel, target) : ScanReason.PENDING;
        } catch (ConnectException e) {
            return ScanReason.REFUSED;
        } catch (NoRouteToHostException e) {
            return ScanReason.NO_ROUTE;
        } catch (BindException e) {
            // no local port left, prohibited or not permitted: the JVM does not say which
            return ScanReason.LOCAL_ERROR;
        } catch (IOException e) {
            return ScanReason.LOCAL_ERROR;
        }
    }

    /** {@code poll(2)} and {@code getsockopt(SO_ERROR)}: whether the connection was made, so long after the attempt. */
    private static ScanReason look(SocketChannel channel, InetSocketAddress target, long after) {
        try {
            return channel.finishConnect() ? made(channel, target) : ScanReason.PENDING;
        } catch (ConnectException e) {
            return after < KERNEL_TIMEOUT ? ScanReason.REFUSED : ScanReason.NO_ANSWER;
        } catch (NoRouteToHostException e) {
            return ScanReason.HOST_UNREACHABLE;
        } catch (BindException e) {
            return ScanReason.PROHIBITED;
        } catch (IOException e) {
            return ScanReason.NETWORK_ERROR;
        }
    }

    private static ScanReason made(SocketChannel channel, InetSocketAddress target) throws IOException {
        if (isSelf(target, channel.getLocalAddress())) {
            return ScanReason.SELF_CONNECTED;
        }
        channel.setOption(StandardSocketOptions.SO_LINGER, 0); // closed by a reset, which leaves no TIME_WAIT
        return ScanReason.CONNECTED;
    }

    /** Whether both ends are the same; the wildcard as a target stands for this host. */
    static boolean isSelf(InetSocketAddress target, SocketAddress local) {
        return local instanceof InetSocketAddress near
                && near.getPort() == target.getPort()
                && (near.getAddress().equals(target.getAddress())
                        || target.getAddress().isAnyLocalAddress());
    }

    private static ScanReason beginAndLook(SocketChannel channel, InetSocketAddress target) {
        ScanReason reason = begin(channel, target);
        return reason == ScanReason.PENDING ? look(channel, target, 0) : reason;
    }

    /**
     * Looks all the time. Linux makes the buffer larger when the handshake is done, and leaves it so after a reset: that tells that there
     * was a connection also where a server on this host is always sooner than the look.
     */
    private static ScanReason beginAndWatch(SocketChannel channel, InetSocketAddress target) {
        try {
            long start = System.nanoTime();
            int before = channel.getOption(StandardSocketOptions.SO_SNDBUF);
            ScanReason reason = begin(channel, target);
            boolean made = false;
            while (reason == ScanReason.PENDING && System.nanoTime() - start < WATCHED) {
                Thread.onSpinWait();
                made |= channel.getOption(StandardSocketOptions.SO_SNDBUF) > before;
                reason = look(channel, target, 0);
            }
            boolean reset = reason == ScanReason.CONNECTED || (made && reason == ScanReason.NETWORK_ERROR);
            return reset ? ScanReason.RESET : reason;
        } catch (IOException e) {
            return ScanReason.NETWORK_ERROR; // of getsockopt(2): nothing was learnt
        }
    }

    private void noteDoubt(int host, int port, ScanReason reason) {
        if (reason == ScanReason.NETWORK_ERROR) {
            doubtful.add(key(host, port));
        }
    }

    private static long key(int host, int port) {
        return ((long) host << 16) | port;
    }

    @Override
    public void poll(long nanos, Listener listener) {
        slots.poll(nanos, slot -> {
            ScanReason reason = look(slot);
            if (reason != ScanReason.PENDING) {
                slots.release(slot);
                noteDoubt(slotHosts[slot], targets[slot].getPort(), reason);
                listener.ended(slot, reason);
            }
        });
    }

    @Override
    public ScanReason abandon(int slot) {
        ScanReason reason = look(slot);
        slots.release(slot);
        noteDoubt(slotHosts[slot], targets[slot].getPort(), reason);
        return reason == ScanReason.PENDING ? ScanReason.NO_ANSWER : reason;
    }

    private ScanReason look(int slot) {
        return look(slots.at(slot), targets[slot], System.nanoTime() - starts[slot]);
    }

    @Override
    public void close() {
        slots.close();
    }
}
