package io.github.ports4j.macos.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Pipe;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standin")
class StandInSocketIT {
    private static final DarwinLayouts LAYOUTS = DarwinMemory.LAYOUTS;
    private static final int SIZE = LAYOUTS.size("socket_fdinfo");
    private static final int SOCKET_INFO = LAYOUTS.constant("PROC_PIDFDSOCKETINFO");
    private static final int LIST_FDS = LAYOUTS.constant("PROC_PIDLISTFDS");
    private static final int OWN = (int) ProcessHandle.current().pid();
    private static final String IN = "psi.soi_proto.pri_tcp.tcpsi_ini.";

    private StandInControl control;

    @BeforeEach
    void load() {
        control = StandIn.load();
        control.reset();
    }

    @Test
    void aListenerIsFoundByItsPort() throws IOException {
        Ipv6.assume();
        try (ServerSocket server = new ServerSocket(0, 7, InetAddress.getByName("127.0.0.1"))) {
            DarwinMemory info = found(server.getLocalPort());
            assertThat(number(info, "psi.soi_kind")).isEqualTo(LAYOUTS.constant("SOCKINFO_TCP"));
            assertThat(number(info, "psi.soi_proto.pri_tcp.tcpsi_state")).isEqualTo(LAYOUTS.constant("TCPS_LISTEN"));
            assertThat(number(info, "psi.soi_options")).isEqualTo(LAYOUTS.constant("SO_ACCEPTCONN"));
            assertThat(number(info, "psi.soi_qlimit")).isEqualTo(7);
            // Java's socket is of the family IPv6, and its address a mapped one: without the prefix here.
            assertThat(number(info, "psi.soi_family")).isEqualTo(LAYOUTS.constant("AF_INET6"));
            assertThat(number(info, IN + "insi_vflag")).isEqualTo(1);
            assertThat(info.bytes(0, "socket_fdinfo", IN + "insi_laddr")).isEqualTo(v4(127, 0, 0, 1));
        }
    }

    @Test
    void aWildcardIsOfBothFamilies() throws IOException {
        Ipv6.assume();
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(number(found(server.getLocalPort()), IN + "insi_vflag")).isEqualTo(3);
        }
    }

    @Test
    void aConnectionHasItsForeignAddressFirst() throws IOException {
        Ipv6.assume();
        InetAddress loopback = InetAddress.getByName("::1");
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort());
                Socket accepted = server.accept()) {
            DarwinMemory info = found(client.getLocalPort());
            assertThat(number(info, IN + "insi_vflag")).isEqualTo(2);
            assertThat(number(info, "psi.soi_proto.pri_tcp.tcpsi_state"))
                    .isEqualTo(LAYOUTS.constant("TCPS_ESTABLISHED"));
            assertThat(info.port(0, "socket_fdinfo", IN + "insi_fport")).isEqualTo(server.getLocalPort());
            assertThat(accepted.isConnected()).isTrue();
        }
    }

    @Test
    void aUdpSocketOnAMappedAddressSaysSo() throws IOException {
        Ipv6.assume();
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            DarwinMemory info = found(socket.getLocalPort());
            assertThat(number(info, "psi.soi_kind")).isEqualTo(LAYOUTS.constant("SOCKINFO_IN"));
            assertThat(number(info, "psi.soi_protocol")).isEqualTo(LAYOUTS.constant("IPPROTO_UDP"));
            assertThat(number(info, IN + "insi_vflag")).isEqualTo(5);
        }
    }

    @Test
    void whatIsNoSocketHasItsErrno() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            DarwinMemory info = new DarwinMemory(SIZE);
            int fd = firstOf(LAYOUTS.constant("PROX_FDTYPE_PIPE"));
            assertThat(errno(fd, info, SIZE)).isEqualTo(LAYOUTS.constant("ENOTSOCK"));
            assertThat(errno(99_999, info, SIZE)).isEqualTo(LAYOUTS.constant("EBADF"));
            assertThat(errno(fd, info, SIZE - 1)).isEqualTo(LAYOUTS.constant("ENOMEM"));
            assertThat(sink.isOpen() && source.isOpen()).isTrue();
        }
    }

    @Test
    void anotherUsersSocketIsRefused() throws IOException {
        try (Child child = Child.sleeping()) {
            DarwinMemory info = new DarwinMemory(SIZE);
            int refused =
                    OtherUser.call(() -> LibSystem.proc_pidfdinfo(child.pid(), 0, SOCKET_INFO, info.address(), SIZE) > 0
                            ? 0
                            : LibSystem.errno());
            assertThat(refused).isEqualTo(LAYOUTS.constant("EPERM"));
        }
    }

    @Test
    void aDescriptorChangesUnderTheCallerOnDemand() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            int fd = descriptorOf(server.getLocalPort()).orElseThrow();
            DarwinMemory info = new DarwinMemory(SIZE);
            control.set(Fault.FD_REUSED, 1);
            assertThat(errno(fd, info, SIZE)).isEqualTo(LAYOUTS.constant("ENOTSOCK"));
            control.set(Fault.FD_CLOSED, 1);
            assertThat(errno(fd, info, SIZE)).isEqualTo(LAYOUTS.constant("EBADF"));
            assertThat(errno(fd, info, SIZE)).isZero();
            control.set(Fault.FD_CLOSED, 1);
            control.set(Fault.FD_PID, 1);
            assertThat(errno(fd, info, SIZE)).isZero();
        }
    }

    @Test
    void callsAndBytesAreCounted() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            int fd = descriptorOf(server.getLocalPort()).orElseThrow();
            control.reset();
            errno(fd, new DarwinMemory(SIZE), SIZE);
            errno(99_999, new DarwinMemory(SIZE), SIZE);
            assertThat(control.calls("proc_pidfdinfo")).isEqualTo(2);
            assertThat(control.bytes("proc_pidfdinfo")).isEqualTo(SIZE);
        }
    }

    // ---- calls ----

    /** The {@code socket_fdinfo} of the own socket with this local port. */
    static DarwinMemory found(int port) {
        DarwinMemory info = new DarwinMemory(SIZE);
        int fd = descriptorOf(port).orElseThrow();
        assertThat(errno(fd, info, SIZE)).isZero();
        return info;
    }

    private static Optional<Integer> descriptorOf(int port) {
        DarwinMemory info = new DarwinMemory(SIZE);
        return descriptors(LAYOUTS.constant("PROX_FDTYPE_SOCKET"))
                .filter(fd -> errno(fd, info, SIZE) == 0
                        && number(info, "psi.soi_kind") != LAYOUTS.constant("SOCKINFO_UN")
                        && info.port(0, "socket_fdinfo", IN + "insi_lport") == port)
                .boxed()
                .findFirst();
    }

    private static int firstOf(int type) {
        return descriptors(type).findFirst().orElseThrow();
    }

    private static IntStream descriptors(int type) {
        int entry = LAYOUTS.size("proc_fdinfo");
        DarwinMemory list = new DarwinMemory(10_000 * entry);
        int count = LibSystem.proc_pidinfo(OWN, LIST_FDS, 0, list.address(), list.size()) / entry;
        return IntStream.range(0, count)
                .filter(i -> list.number(i * entry, "proc_fdinfo", "proc_fdtype") == type)
                .map(i -> (int) list.number(i * entry, "proc_fdinfo", "proc_fd"));
    }

    private static int errno(int fd, DarwinMemory info, int size) {
        int answer = LibSystem.proc_pidfdinfo(OWN, fd, SOCKET_INFO, info.address(), size);
        return answer > 0 ? 0 : LibSystem.errno();
    }

    private static long number(DarwinMemory info, String path) {
        return info.number(0, "socket_fdinfo", path);
    }

    private static byte[] v4(int... parts) {
        byte[] address = new byte[16];
        for (int i = 0; i < parts.length; i++) {
            address[12 + i] = (byte) parts[i];
        }
        return address;
    }
}
