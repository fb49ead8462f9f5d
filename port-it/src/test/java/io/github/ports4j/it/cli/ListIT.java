package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ports list} on sockets of this JVM. */
class ListIT {
    private static final long PID = ProcessHandle.current().pid();

    @Test
    void aListenerAsJson() throws Exception {
        try (ServerSocket server = listen()) {
            int port = server.getLocalPort();
            Command run = Command.run("list", "--port", Integer.toString(port), "--json");
            assertThat(run.status()).isZero();
            List<JsonObject> sockets = sockets(run);
            assertThat(sockets).hasSize(1);
            // how much of the machine can be seen is not this test's business
            boolean exhaustive = sockets.get(0).get("exhaustive").getAsBoolean();
            assertThat(sockets.get(0)).isEqualTo(JsonParser.parseString("""
                            {"protocol":"tcp","family":"ipv6","localAddress":"127.0.0.1","localPort":%d,
                             "remoteAddress":null,"remotePort":null,"state":"LISTEN","dualStack":false,
                             "uid":%s,"inode":%d,"owner":"KNOWN","exhaustive":%b,"ownerReason":null,"pids":[%d]}
                            """.formatted(
                            port, ownUid(), inode("tcp6", port), exhaustive, PID)));
        }
    }

    @Test
    void anUdpSocketAsJson() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            Command run = Command.run("list", "--udp", "--port", Integer.toString(port), "--json");
            assertThat(run.status()).isZero();
            JsonObject found = sockets(run).get(0);
            assertThat(found.get("protocol").getAsString()).isEqualTo("udp");
            assertThat(found.get("localAddress").getAsString()).isEqualTo("127.0.0.1");
            assertThat(found.get("localPort").getAsInt()).isEqualTo(port);
            assertThat(found.get("state").isJsonNull()).isTrue();
            assertThat(found.get("inode").getAsLong()).isEqualTo(inode("udp6", port));
            assertThat(found.getAsJsonArray("pids").get(0).getAsLong()).isEqualTo(PID);
            assertThat(sockets(Command.run("list", "--tcp", "--port", Integer.toString(port), "--json")))
                    .isEmpty();
        }
    }

    @Test
    void bothEndsOfAConnection() throws Exception {
        try (ServerSocket server = listen();
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            String port = Integer.toString(server.getLocalPort());
            List<JsonObject> ends = sockets(Command.run("list", "--connected", "--port", port, "--json"));
            assertThat(ends).hasSize(1);
            assertThat(ends.get(0).get("state").getAsString()).isEqualTo("ESTABLISHED");
            assertThat(ends.get(0).get("remoteAddress").getAsString()).isEqualTo("127.0.0.1");
            assertThat(ends.get(0).get("remotePort").getAsInt()).isEqualTo(client.getLocalPort());
            assertThat(ends.get(0).getAsJsonArray("pids").get(0).getAsLong()).isEqualTo(PID);
            assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());

            assertThat(sockets(Command.run("list", "--port", port, "--json"))).hasSize(1);
            assertThat(sockets(Command.run("list", "--all", "--port", port, "--json")))
                    .extracting(socket -> socket.get("state").getAsString())
                    .containsExactlyInAnyOrder("LISTEN", "ESTABLISHED");
        }
    }

    @Test
    void theTableInAPipe() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command run = Command.run("list", "--pid", Long.toString(child.pid()));
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .isEqualTo("PROTO\tLOCAL\tSTATE\tUSER\tPID\tPROCESS\ntcp\t127.0.0.1:%d\tLISTEN\t%s\t%d\tjava\n"
                            .formatted(child.port(), System.getProperty("user.name"), child.pid()));
        }
    }

    @Test
    void nothingThere() throws Exception {
        int port;
        try (ServerSocket server = listen()) {
            port = server.getLocalPort();
        }
        Command run = Command.run("list", "--port", Integer.toString(port));
        assertThat(run.out()).isEqualTo("PROTO\tLOCAL\tSTATE\tUSER\tPID\tPROCESS\n");
        assertThat(run.status()).isZero();
    }

    /** As in {@code ports list | head -1}, but for sure: nobody reads from the beginning. */
    @Test
    void aReaderThatGoesAway() throws Exception {
        for (String form : List.of("--verbose", "--json")) {
            Path err = Files.createTempFile("list", ".err");
            try {
                Process process = Command.builder(Command.LIB, List.of(), "list", "--all", form)
                        .redirectError(err.toFile())
                        .start();
                process.getInputStream().close();
                assertThat(process.waitFor()).isZero();
                assertThat(Files.readAllLines(err)).allMatch(line -> line.startsWith("incomplete: "));
            } finally {
                Files.delete(err);
            }
        }
    }

    @Test
    void aDiskThatIsFull() throws Exception {
        Path err = Files.createTempFile("list", ".err");
        try {
            Process process = Command.builder(Command.LIB, List.of(), "list")
                    .redirectOutput(Path.of("/dev/full").toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor()).isEqualTo(70);
            assertThat(Files.readString(err)).contains("ports: the answer could not be written: ");
        } finally {
            Files.delete(err);
        }
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        return server;
    }

    private static List<JsonObject> sockets(Command run) {
        List<JsonObject> sockets = new ArrayList<>();
        for (JsonElement socket : run.json().getAsJsonObject().getAsJsonArray("sockets")) {
            sockets.add(socket.getAsJsonObject());
        }
        return sockets;
    }

    private static Object ownUid() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /** What /proc/net says. */
    private static long inode(String table, int port) throws IOException {
        String local = ":%04X".formatted(port);
        for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
            String[] fields = line.trim().split(" +", -1);
            if (fields[1].endsWith(local) && fields[2].endsWith(":0000")) {
                return Long.parseLong(fields[9]);
            }
        }
        throw new AssertionError(table + " has no port " + port);
    }
}
