package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ports who} on children of this JVM. */
class WhoIT {
    private static final String SECRET = "open-sesame-4711";

    @Test
    void aListenerAsJson() throws Exception {
        try (Listener child = Listener.start("tcp", SECRET);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), child.port())) {
            Command run = Command.run("who", child.portText(), "--json");
            assertThat(run.status()).isZero();
            JsonObject report = run.only();
            assertThat(report.get("port").getAsInt()).isEqualTo(child.port());
            assertThat(report.get("protocol").getAsString()).isEqualTo("tcp");
            assertThat(report.get("state").getAsString()).isEqualTo("LISTENING");
            assertThat(report.get("reason").getAsString()).isNotEmpty();
            assertThat(report.get("clients"))
                    .isEqualTo(JsonParser.parseString(
                            "[{\"pid\":%d,\"local\":\"127.0.0.1:%d\",\"remote\":\"127.0.0.1:%d\"}]"
                                    .formatted(ProcessHandle.current().pid(), client.getLocalPort(), child.port())));

            assertThat(report.getAsJsonArray("holders").size()).isEqualTo(1);
            JsonObject holder = report.getAsJsonArray("holders").get(0).getAsJsonObject();
            assertThat(holder.get("pid").getAsLong()).isEqualTo(child.pid());
            assertThat(holder.get("name").getAsString()).isEqualTo("java");
            assertThat(holder.get("executable").getAsString())
                    .isEqualTo(Path.of("/proc/" + child.pid() + "/exe")
                            .toRealPath()
                            .toString());
            assertThat(holder.get("commandLine").getAsString())
                    .endsWith("io.github.ports4j.it.cli.ListenerProgram tcp " + SECRET);
            assertThat(holder.get("user").getAsString()).isEqualTo(System.getProperty("user.name"));
            assertThat(holder.get("sockets")).isEqualTo(JsonParser.parseString("[\"127.0.0.1:" + child.port() + "\"]"));
            assertThat(holder.get("protected").isJsonNull()).isTrue();
            String start = holder.get("startTime").getAsString();
            assertThat(start).matches("....-..-..T..:..:..\\....Z");
            Instant known = ProcessHandle.of(child.pid())
                    .orElseThrow()
                    .info()
                    .startInstant()
                    .orElseThrow();
            assertThat(Duration.between(known, Instant.parse(start)).abs()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void argumentsAppearInJsonAlone() throws Exception {
        try (Listener child = Listener.start("tcp", SECRET)) {
            String pid = Long.toString(child.pid());
            for (String[] arguments : new String[][] {
                {"who", child.portText(), "--verbose"},
                {"list", "--all", "--verbose"},
                {"free", child.portText(), "--dry-run", "--verbose"},
                {"free", child.portText(), "--dry-run", "--json"},
                {"kill", pid, "--dry-run", "--verbose"},
                {"kill", pid, "--verbose"}
            }) {
                Command run = Command.run(arguments);
                assertThat(run.status()).isZero();
                assertThat(run.out() + run.err()).contains(pid).doesNotContain(SECRET);
            }
            assertThat(child.exit()).isEqualTo(143);
        }
    }

    @Test
    void aListenerForPeople() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command run = Command.run("who", child.portText());
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .startsWith(child.port() + "/tcp LISTENING on 127.0.0.1:" + child.port() + " by java pid "
                            + child.pid() + " (" + System.getProperty("user.name") + ", up ")
                    .contains("\n  java pid " + child.pid() + "\n    user        ")
                    .contains("\n    sockets     127.0.0.1:" + child.port() + "\n")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void anUdpPort() throws Exception {
        try (Listener child = Listener.start("udp")) {
            JsonObject udp = Command.run("who", child.port() + "/udp", "--json").only();
            assertThat(udp.get("state").getAsString()).isEqualTo("BOUND");
            assertThat(udp.getAsJsonArray("holders")
                            .get(0)
                            .getAsJsonObject()
                            .get("pid")
                            .getAsLong())
                    .isEqualTo(child.pid());
        }
    }

    @Test
    void ourselves() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Command run = Command.run("who", Integer.toString(server.getLocalPort()), "--json");
            assertThat(run.status()).isZero();
            JsonObject holder = run.only().getAsJsonArray("holders").get(0).getAsJsonObject();
            assertThat(holder.get("pid").getAsLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(holder.getAsJsonObject("protected").get("kind").getAsString())
                    .isEqualTo("ANCESTOR");
        }
    }

    @Test
    void nobody() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        Command run = Command.run("who", Integer.toString(port), "--json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.only().get("state").getAsString()).isEqualTo("FREE");
        assertThat(run.only().getAsJsonArray("holders").isEmpty()).isTrue();
    }

    @Test
    void aNameThatWouldActOnATerminal(@TempDir Path folder) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path named = Files.createSymbolicLink(folder.resolve("\u001b[31m)\nx"), java.toRealPath());
        try (Listener child = Listener.start(named, "tcp")) {
            Command text = Command.run("who", child.portText());
            assertThat(text.out())
                    .contains(" by \\u001b[31m)\\u000ax pid " + child.pid())
                    .doesNotContain("\u001b");
            Command list = Command.run("list", "--port", child.portText());
            assertThat(list.out())
                    .contains("\t" + child.pid() + "\t\\u001b[31m)\\u000ax\n")
                    .doesNotContain("\u001b");
            JsonObject json = Command.run("who", child.portText(), "--json").only();
            assertThat(json.getAsJsonArray("holders")
                            .get(0)
                            .getAsJsonObject()
                            .get("name")
                            .getAsString())
                    .isEqualTo("\u001b[31m)\nx");
        } finally {
            Files.delete(named);
        }
    }
}
