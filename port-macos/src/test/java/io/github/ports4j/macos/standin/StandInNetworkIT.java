package io.github.ports4j.macos.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standin")
class StandInNetworkIT {
    private static final DarwinLayouts LAYOUTS = DarwinMemory.LAYOUTS;
    private static final int AF_INET = LAYOUTS.constant("AF_INET");
    private static final int AF_INET6 = LAYOUTS.constant("AF_INET6");
    private static final int AF_LINK = LAYOUTS.constant("AF_LINK");
    private static final int STREAM = LAYOUTS.constant("SOCK_STREAM");
    private static final int EADDRINUSE = 48;
    private static final int EADDRNOTAVAIL = 49;
    private static final int EAFNOSUPPORT = 47;

    @BeforeEach
    void load() {
        StandIn.load().reset();
    }

    // ---- getifaddrs ----

    /** An entry; its sockaddrs as far as they go, in hexadecimal digits. */
    private record Entry(String name, int flags, String address, String netmask) {
        boolean isOf(int family) {
            return address.startsWith(HexFormat.of().toHexDigits((byte) family), 2);
        }
    }

    @Test
    void theLoopbackInterfaceIsThere() {
        List<Entry> loopback =
                entries().stream().filter(entry -> (entry.flags() & 8) != 0).toList();
        Entry link = loopback.stream()
                .filter(entry -> entry.isOf(AF_LINK))
                .findFirst()
                .orElseThrow();
        assertThat(link.flags() & 0x49).isEqualTo(0x49); // UP, LOOPBACK, RUNNING
        assertThat(link.address()).startsWith("14120100180200006c6f00"); // 20 bytes, AF_LINK, index 1, IFT_LOOP, "lo"
        Entry address = loopback.stream()
                .filter(entry -> entry.isOf(AF_INET))
                .findFirst()
                .orElseThrow();
        assertThat(address.address()).isEqualTo("10020000" + "7f000001" + "0000000000000000");
        assertThat(address.netmask()).isEqualTo("05000000ff"); // 255.0.0.0, without a family and what is 0
    }

    private static List<Entry> entries() {
        DarwinMemory first = new DarwinMemory(Long.BYTES);
        assertThat(LibSystem.getifaddrs(first.address())).isZero();
        List<Entry> entries = new ArrayList<>();
        for (long at = first.int64(0); at != 0; at = pointer(at, "ifa_next")) {
            Pointer entry = new Pointer(at);
            entries.add(new Entry(
                    new Pointer(pointer(at, "ifa_name")).getString(0, "US-ASCII"),
                    entry.getInt(LAYOUTS.member("ifaddrs", "ifa_flags").offset()),
                    sockaddr(pointer(at, "ifa_addr")),
                    sockaddr(pointer(at, "ifa_netmask"))));
        }
        LibSystem.freeifaddrs(first.int64(0));
        return entries;
    }

    private static long pointer(long at, String member) {
        return new Pointer(at).getLong(LAYOUTS.member("ifaddrs", member).offset());
    }

    private static String sockaddr(long at) {
        return at == 0 ? "" : HexFormat.of().formatHex(new Pointer(at).getByteArray(0, new Pointer(at).getByte(0)));
    }

    // ---- socket, setsockopt, bind ----

    @Test
    void aPortThatIsTakenIsRefusedWithDarwinsNumber() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int fd = LibSystem.socket(AF_INET, STREAM, 0);
            DarwinMemory address = address(server.getLocalPort(), 127, 0, 0, 1);
            assertThat(bindErrno(fd, address, 16)).isEqualTo(EADDRINUSE);
            assertThat(bindErrno(fd, address, 15)).isEqualTo(LAYOUTS.constant("EINVAL"));
            assertThat(bindErrno(fd, address(server.getLocalPort(), 192, 0, 2, 99), 16))
                    .isEqualTo(EADDRNOTAVAIL);
            address.set(0, "sockaddr_in", "sin_family", AF_INET6);
            assertThat(bindErrno(fd, address, 16)).isEqualTo(EAFNOSUPPORT);
            assertThat(LibSystem.close(fd)).isZero();
            assertThat(LibSystem.close(fd)).isEqualTo(-1);
            assertThat(LibSystem.errno()).isEqualTo(LAYOUTS.constant("EBADF"));
        }
    }

    @Test
    void aV6OnlySocketLeavesTheV4PortAlone() {
        Ipv6.assume();
        int fd = LibSystem.socket(AF_INET6, STREAM, 0);
        DarwinMemory one = new DarwinMemory(Integer.BYTES);
        one.putInt32(0, 1);
        assertThat(LibSystem.setsockopt(fd, LAYOUTS.constant("IPPROTO_IPV6"), 27, one.address(), 4))
                .isZero();
        assertThat(LibSystem.setsockopt(fd, 0xffff, LAYOUTS.constant("SO_REUSEADDR"), one.address(), 4))
                .isZero();
        assertThat(LibSystem.setsockopt(fd, 1, 2, one.address(), 4)).isEqualTo(-1); // Linux' numbers
        DarwinMemory address = DarwinMemory.of("sockaddr_in6");
        address.set(0, "sockaddr_in6", "sin6_family", AF_INET6);
        assertThat(bindErrno(fd, address, address.size())).isZero();
        assertThat(LibSystem.close(fd)).isZero();
        assertThat(LibSystem.socket(10, STREAM, 0)).isEqualTo(-1); // Linux' AF_INET6
        assertThat(LibSystem.errno()).isEqualTo(EAFNOSUPPORT);
    }

    private static DarwinMemory address(int port, int... parts) {
        DarwinMemory address = DarwinMemory.of("sockaddr_in");
        address.set(0, "sockaddr_in", "sin_family", AF_INET);
        address.set(0, "sockaddr_in", "sin_port", Short.reverseBytes((short) port));
        address.put(4, new byte[] {(byte) parts[0], (byte) parts[1], (byte) parts[2], (byte) parts[3]});
        return address;
    }

    private static int bindErrno(int fd, DarwinMemory address, int length) {
        return LibSystem.bind(fd, address.address(), length) == 0 ? 0 : LibSystem.errno();
    }
}
