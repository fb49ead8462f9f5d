package io.github.ports4j.it.mac;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.macos.libsystem.Sysctl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Writes what the kernel of a Mac stores of sockets and processes that the test knows, as fixtures for {@code FixturesTest} of port-macos:
 * into {@code target/macos-fixtures}, in the form of its fixtures.json.
 */
@EnabledOnOs(OS.MAC)
class MacosCaptureIT {
    private static final Path FOLDER = Path.of("target", "macos-fixtures");
    private static final int OWN = (int) ProcessHandle.current().pid();
    private static final int PROC_PIDFDSOCKETINFO = 3;
    static final int SOCKET_FDINFO = 792;
    private static final int KINFO_PROC = 648;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int MOST_DESCRIPTORS = 4096;

    // of struct socket_fdinfo: a port is two bytes in network order
    private static final int SOI_PROTOCOL = 180;
    private static final int INSI_LPORT = 268;

    private final JsonArray fixtures = new JsonArray();

    @Test
    void capture() throws IOException {
        Files.createDirectories(FOLDER);
        try (ServerSocket server = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 7);
            socket("mac_tcp_listen", server.getLocalPort(), TCP, Map.of("tcp_state", 1, "qlimit", 7));
            socket("mac_udp_bound", udp.getLocalPort(), UDP, Map.of());
            process();
        }
        Files.writeString(
                FOLDER.resolve("fixtures.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(fixtures));
        assertThat(FOLDER.toFile().list()).hasSize(fixtures.size() + 1).contains("mac_kinfo_proc.bin");
    }

    private void socket(String name, int port, int protocol, Map<String, Integer> known) throws IOException {
        long memory = Native.malloc(SOCKET_FDINFO);
        try {
            ByteBuffer bytes = new Pointer(memory).getByteBuffer(0, SOCKET_FDINFO);
            for (int fd = 0; fd < MOST_DESCRIPTORS; fd++) {
                int length = LibSystem.proc_pidfdinfo(OWN, fd, PROC_PIDFDSOCKETINFO, memory, SOCKET_FDINFO);
                if (length == SOCKET_FDINFO && isOf(bytes, protocol, port)) {
                    JsonObject expect = new JsonObject();
                    expect.addProperty("protocol", protocol);
                    expect.addProperty("local_port", port);
                    expect.addProperty("local_addr", "127.0.0.1");
                    expect.addProperty("remote_port", 0);
                    known.forEach(expect::addProperty);
                    byte[] copy = new byte[length];
                    bytes.get(0, copy);
                    add(name, "socket_fdinfo", copy, expect);
                    return;
                }
            }
        } finally {
            Native.free(memory);
        }
        throw new AssertionError("no descriptor of port " + port);
    }

    /** Whether these are the bytes of a socket of this protocol, an int, and local port. */
    static boolean isOf(ByteBuffer bytes, int protocol, int port) {
        ByteBuffer host = bytes.duplicate().order(ByteOrder.nativeOrder());
        ByteBuffer network = bytes.duplicate().order(ByteOrder.BIG_ENDIAN);
        return host.getInt(SOI_PROTOCOL) == protocol && Short.toUnsignedInt(network.getShort(INSI_LPORT)) == port;
    }

    /** {@code sysctl({CTL_KERN, KERN_PROC, KERN_PROC_PID, pid})}. */
    private void process() throws IOException {
        try (Sysctl sysctl = new Sysctl()) {
            ByteBuffer bytes = sysctl.byNumbers(KINFO_PROC, 1, 14, 1, OWN).bytes();
            byte[] copy = new byte[bytes.limit()];
            bytes.get(0, copy);
            JsonObject expect = new JsonObject();
            assertThat(copy).hasSize(KINFO_PROC);
            expect.addProperty("pid", OWN);
            add("mac_kinfo_proc", "kinfo_proc", copy, expect);
        }
    }

    private void add(String name, String kind, byte[] bytes, JsonObject expect) throws IOException {
        Files.write(FOLDER.resolve(name + ".bin"), bytes);
        JsonObject fixture = new JsonObject();
        fixture.addProperty("file", name + ".bin");
        fixture.addProperty("kind", kind);
        fixture.addProperty("size", bytes.length);
        fixture.addProperty(
                "case", "captured on " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        fixture.add("expect", expect);
        fixtures.add(fixture);
    }
}
