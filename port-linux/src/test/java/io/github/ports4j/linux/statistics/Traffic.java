package io.github.ports4j.linux.statistics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Traffic to the loopback address of a family, by the calling thread. */
enum Traffic {
    IPV4(StandardProtocolFamily.INET, "127.0.0.1"),
    IPV6(StandardProtocolFamily.INET6, "::1");

    private static final int DISCARD = 9; // where nobody listens

    private final StandardProtocolFamily family;
    private final String address;

    Traffic(StandardProtocolFamily family, String address) {
        this.family = family;
        this.address = address;
    }

    /** Sends datagrams of one byte to a closed port. */
    void sendInVain(int count) throws IOException {
        try (DatagramChannel socket = DatagramChannel.open(family)) {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(address), DISCARD);
            for (int i = 0; i < count; i++) {
                socket.send(ByteBuffer.wrap(new byte[1]), target);
            }
        }
    }

    /** Makes connections to a listener, does something while they are there, and closes them, the clients first. */
    void connect(int count, Runnable meanwhile) throws IOException {
        Deque<SocketChannel> ends = new ArrayDeque<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open(family)) {
            listener.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            for (int i = 0; i < count; i++) {
                SocketChannel client = SocketChannel.open(family);
                ends.addFirst(client);
                client.connect(listener.getLocalAddress());
                ends.addLast(listener.accept());
            }
            meanwhile.run();
        } finally {
            for (SocketChannel end : ends) {
                end.close();
            }
        }
    }
}
