package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
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

    private static final int AF_INET = 2;
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_ICMP = 1;
    private static final int ICMP_HEADER = 8;
    private static final int SOCKADDR_IN = 16;
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

    /**
     * {@code sendto(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP), ...)}: sends a message of this type to 127.0.0.1, known to anybody or not.
     *
     * @see "raw(7), RFC 792"
     */
    static void sendIcmp(int type) {
        NativeLibrary libc = NativeLibrary.getInstance("c");
        int socket = libc.getFunction("socket").invokeInt(new Object[] {AF_INET, SOCK_RAW, IPPROTO_ICMP});
        assertThat(socket).as("socket: errno %d", Native.getLastError()).isNotNegative();
        try (Memory message = new Memory(ICMP_HEADER);
                Memory target = new Memory(SOCKADDR_IN)) {
            message.clear();
            message.setByte(0, (byte) type);
            int checksum = ~(type << 8) & 0xffff; // of a message that is 0 but for its type
            message.setByte(2, (byte) (checksum >> 8));
            message.setByte(3, (byte) checksum);
            target.clear();
            target.setShort(0, (short) AF_INET);
            target.write(4, InetAddress.getLoopbackAddress().getAddress(), 0, Integer.BYTES);
            int sent = libc.getFunction("sendto")
                    .invokeInt(new Object[] {socket, message, new NativeLong(ICMP_HEADER), 0, target, SOCKADDR_IN});
            assertThat(sent).as("sendto: errno %d", Native.getLastError()).isEqualTo(ICMP_HEADER);
        } finally {
            libc.getFunction("close").invokeInt(new Object[] {socket});
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
