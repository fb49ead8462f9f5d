package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.TransportProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two network namespaces joined by a cable: a host that listens to TCP and UDP, and a client with some addresses of both families. */
final class Cable implements AutoCloseable {
    static final int FIRST_PORT = 1000;
    static final int PORTS = 6;
    static final List<String> SOURCES = List.of("10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7");
    static final List<String> SOURCES6 = List.of("fd00:9::4", "fd00:9::5");
    static final String DEVICE = "v0";
    static final String HOST = "10.0.0.1";
    static final String HOST6 = "fd00:9::1";
    private static final String HOST_MAC = "02:00:00:00:00:01";
    private static final String CLIENT_MAC = "02:00:00:00:00:02";
    private static final int FIRST_UDP_SOURCE = 10_000;
    private static final int UDP_SOURCES = 50_000;
    private static final long PATIENCE = 400_000_000L;

    private final OwnNetwork host;
    private final OwnNetwork client;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private final List<DatagramChannel> receivers = new ArrayList<>();
    private int round;

    private Cable(OwnNetwork host, OwnNetwork client) {
        this.host = host;
        this.client = client;
    }

    /** Lays one; skips the test where that can't be had. */
    static Cable lay() throws IOException {
        OwnNetwork host = OwnNetwork.open();
        Cable cable = new Cable(host, OwnNetwork.open());
        String there = cable.client.call(() -> Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString());
        List<String> link =
                List.of("ip", "link", "add", DEVICE, "address", HOST_MAC, "type", "veth", "peer", "name", "v1");
        host.program(Stream.concat(link.stream(), Stream.of("address", CLIENT_MAC, "netns", there))
                .toArray(String[]::new));
        host.program("ip", "addr", "add", HOST + "/24", "dev", DEVICE);
        host.program("ip", "addr", "add", HOST6 + "/64", "dev", DEVICE, "nodad");
        host.program("ip", "link", "set", DEVICE, "up");
        for (String source : SOURCES) {
            cable.client.program("ip", "addr", "add", source + "/24", "dev", "v1");
        }
        for (String source : SOURCES6) {
            cable.client.program("ip", "addr", "add", source + "/64", "dev", "v1", "nodad");
        }
        cable.client.program("ip", "link", "set", "v1", "up");
        neighbour(cable.client, HOST6, HOST_MAC, "v1");
        for (String source : SOURCES6) {
            neighbour(host, source, CLIENT_MAC, DEVICE);
        }
        for (int i = 0; i < PORTS; i++) {
            InetSocketAddress port = new InetSocketAddress(FIRST_PORT + i);
            cable.listeners.add(host.call(() -> ServerSocketChannel.open().bind(port, 4096)));
            DatagramChannel receiver = host.call(() -> DatagramChannel.open().bind(port));
            receiver.configureBlocking(false);
            cable.receivers.add(receiver);
        }
        assertThat(cable.connect()).as("without rules").hasSize(ways().size()).doesNotContainValue(false);
        return cable;
    }

    /** As no rule is to keep out the questions that neighbours ask each other. */
    private static void neighbour(OwnNetwork network, String address, String mac, String device) {
        network.program("ip", "neigh", "replace", address, "lladdr", mac, "dev", device, "nud", "permanent");
    }

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (TransportProtocol protocol : TransportProtocol.values()) {
            for (List<String> sources : List.of(SOURCES, SOURCES6)) {
                for (String source : sources) {
                    for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
                        ways.add(new Way(protocol, source, port));
                    }
                }
            }
        }
        return ways;
    }

    OwnNetwork host() {
        return host;
    }

    /** From where, and to which port. */
    record Way(TransportProtocol protocol, String source, int port) {
        private InetSocketAddress to() {
            return new InetSocketAddress(source.contains(":") ? HOST6 : HOST, port);
        }
    }

    /** Tries each way at once; whether a connection came about, or a datagram arrived. */
    Map<Way, Boolean> connect() {
        List<Way> ways = ways();
        round++;
        return client.call(() -> {
            Map<Way, Boolean> open = new HashMap<>();
            try (Selector selector = Selector.open()) {
                for (DatagramChannel receiver : receivers) {
                    receiver.register(selector, SelectionKey.OP_READ);
                }
                for (int i = 0; i < ways.size(); i++) {
                    if (ways.get(i).protocol() == TransportProtocol.TCP) {
                        begin(ways.get(i), selector);
                    } else {
                        send(ways.get(i), i);
                    }
                }
                long last = System.nanoTime();
                while (System.nanoTime() - last < PATIENCE && open.size() < ways.size()) {
                    if (selector.select(PATIENCE / 1_000_000) > 0) {
                        last = System.nanoTime();
                        for (SelectionKey key : selector.selectedKeys()) {
                            if (key.attachment() instanceof Way way) {
                                open.put(way, finish((SocketChannel) key.channel()));
                                key.cancel();
                            } else {
                                receive((DatagramChannel) key.channel(), ways).forEach(way -> open.put(way, true));
                            }
                        }
                        selector.selectedKeys().clear();
                    }
                }
                for (SelectionKey key : selector.keys()) {
                    if (key.attachment() instanceof Way) {
                        key.channel().close();
                    }
                }
                ways.forEach(way -> open.putIfAbsent(way, false));
            }
            return open;
        });
    }

    private static void begin(Way way, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.bind(new InetSocketAddress(way.source(), 0));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT, way);
        channel.connect(way.to());
    }

    /** From a port that no earlier datagram was from: the kernel would take it for one of the same connection. */
    private void send(Way way, int number) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(way.source(), FIRST_UDP_SOURCE + round % UDP_SOURCES));
            channel.send(ByteBuffer.allocate(8).putInt(round).putInt(number).flip(), way.to());
        }
    }

    /** What has arrived of this round. */
    private List<Way> receive(DatagramChannel channel, List<Way> ways) throws IOException {
        List<Way> arrived = new ArrayList<>();
        ByteBuffer datagram = ByteBuffer.allocate(8);
        while (channel.receive(datagram) != null) {
            datagram.flip();
            if (datagram.getInt() == round) {
                arrived.add(ways.get(datagram.getInt()));
            }
            datagram.clear();
        }
        return arrived;
    }

    private static boolean finish(SocketChannel channel) throws IOException {
        try (channel) {
            return channel.finishConnect();
        } catch (ConnectException | NoRouteToHostException e) {
            return false; // rejected
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // what came after the answer to the SYN was rejected
            return true;
        }
    }

    @Override
    public void close() {
        try {
            for (ServerSocketChannel listener : listeners) {
                listener.close();
            }
            for (DatagramChannel receiver : receivers) {
                receiver.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            client.close();
            host.close();
        }
    }
}
