package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
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

/** Two network namespaces joined by a cable: a host with listeners, and a client with some addresses. */
final class Cable implements AutoCloseable {
    static final int FIRST_PORT = 1000;
    static final int PORTS = 6;
    static final List<String> SOURCES = List.of("10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7");
    static final String DEVICE = "v0";
    private static final String HOST = "10.0.0.1";
    private static final long PATIENCE = 400_000_000L;

    private final OwnNetwork host;
    private final OwnNetwork client;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();

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
        host.program("ip", "link", "add", DEVICE, "type", "veth", "peer", "name", "v1", "netns", there);
        host.program("ip", "addr", "add", HOST + "/24", "dev", DEVICE);
        host.program("ip", "link", "set", DEVICE, "up");
        for (String source : SOURCES) {
            cable.client.program("ip", "addr", "add", source + "/24", "dev", "v1");
        }
        cable.client.program("ip", "link", "set", "v1", "up");
        for (int i = 0; i < PORTS; i++) {
            int port = FIRST_PORT + i;
            cable.listeners.add(
                    host.call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(HOST, port), 4096)));
        }
        assertThat(cable.connect())
                .as("without rules")
                .hasSize(PORTS * SOURCES.size())
                .doesNotContainValue(false);
        return cable;
    }

    OwnNetwork host() {
        return host;
    }

    /** From where, and to which port. */
    record Way(String source, int port) {}

    /** Tries each way at once; whether a connection came about. */
    Map<Way, Boolean> connect() {
        return client.call(() -> {
            Map<Way, Boolean> open = new HashMap<>();
            try (Selector selector = Selector.open()) {
                for (String source : SOURCES) {
                    for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
                        SocketChannel channel = SocketChannel.open();
                        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                        channel.bind(new InetSocketAddress(source, 0));
                        channel.configureBlocking(false);
                        channel.register(selector, SelectionKey.OP_CONNECT, new Way(source, port));
                        channel.connect(new InetSocketAddress(HOST, port));
                    }
                }
                long last = System.nanoTime();
                while (System.nanoTime() - last < PATIENCE && open.size() < SOURCES.size() * PORTS) {
                    if (selector.select(PATIENCE / 1_000_000) > 0) {
                        last = System.nanoTime();
                        for (SelectionKey key : selector.selectedKeys()) {
                            open.put((Way) key.attachment(), finish((SocketChannel) key.channel()));
                            key.cancel();
                        }
                        selector.selectedKeys().clear();
                    }
                }
                for (SelectionKey key : selector.keys()) {
                    open.putIfAbsent((Way) key.attachment(), false);
                    key.channel().close();
                }
            }
            return open;
        });
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            client.close();
            host.close();
        }
    }
}
