package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.it.rare.Host;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ports scan} on sockets of the loopback interface. */
class ScanIT {
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    private Path folder;

    private static ServerSocket listen() throws Exception {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
        return server;
    }

    /** A port of the loopback interface that nobody has, and that nobody is given by chance. */
    private static int closedPort() throws Exception {
        int port = 1;
        while (true) {
            try (ServerSocket server = new ServerSocket()) {
                server.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
                return port;
            } catch (BindException e) {
                port++; // somebody has it, or only root may
                if (port == 1024) {
                    throw e;
                }
            }
        }
    }

    private static JsonObject onlyHost(Command run) {
        List<JsonElement> hosts =
                run.json().getAsJsonObject().getAsJsonArray("hosts").asList();
        assertThat(hosts).hasSize(1);
        return hosts.get(0).getAsJsonObject();
    }

    @Test
    void aListenerAndWhoHoldsIt() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command run = Command.run("scan", LOOPBACK, "-p", child.portText());
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            List<String> lines = run.out().lines().toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).matches("ADDRESS\tPORT\t(SERVICE\t)?OWNER\tLATENCY");
            assertThat(lines.get(1))
                    .matches(LOOPBACK + "\t" + child.port() + "/tcp\t([^\t]+\t)?java pid " + child.pid()
                            + "\t[0-9]+\\.[0-9]{3} ms");
            assertThat(lines.get(2)).isEqualTo(LOOPBACK + ": open 1");
        }
    }

    @Test
    void asJson() throws Exception {
        try (ServerSocket server = listen()) {
            int open = server.getLocalPort();
            int closed = closedPort();
            Command run = Command.run("scan", LOOPBACK, "-p", open + "," + closed, "--json");
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            JsonObject report = run.json().getAsJsonObject();
            assertThat(report.get("complete").getAsBoolean()).isTrue();
            assertThat(report.get("probes").getAsLong()).isGreaterThanOrEqualTo(2);
            JsonObject host = onlyHost(run);
            assertThat(host.get("address").getAsString()).isEqualTo(LOOPBACK);
            assertThat(host.get("protocol").getAsString()).isEqualTo("tcp");
            assertThat(host.get("closed").getAsString()).isEqualTo(Integer.toString(closed));
            assertThat(host.getAsJsonArray("open").asList())
                    .extracting(JsonElement::getAsInt)
                    .containsExactly(open);
            JsonObject port = host.getAsJsonArray("openPorts").get(0).getAsJsonObject();
            JsonObject owner = port.getAsJsonObject("owner");
            assertThat(owner.get("kind").getAsString()).isEqualTo("KNOWN");
            assertThat(owner.getAsJsonArray("pids").get(0).getAsLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(owner.getAsJsonArray("names").get(0).getAsString()).isEqualTo("java");
        }
    }

    @Test
    void aDatagramSocketIsNoPortOfTcp() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(LOOPBACK))) {
            int silent = socket.getLocalPort();
            Command run = Command.run("scan", LOOPBACK, "-p", silent + "," + closedPort(), "--udp", "--json");
            assertThat(run.status()).isZero();
            assertThat(onlyHost(run).get("openOrFiltered").getAsString()).isEqualTo(Integer.toString(silent));
            assertThat(onlyHost(run).get("protocol").getAsString()).isEqualTo("udp");
        }
    }

    @Test
    void shardsMergedAreTheWhole() throws Exception {
        try (ServerSocket server = listen()) {
            String ports = "1-1000," + server.getLocalPort();
            Command first = Command.run("scan", LOOPBACK, "-p", ports, "--shard", "1/2", "--save", file("1"));
            Command second = Command.run("scan", LOOPBACK, "-p", ports, "--shard", "2/2", "--save", file("2"));
            assertThat(List.of(first.status(), second.status())).containsExactly(0, 0);
            assertThat(first.err()).isEqualTo("incomplete: of 2 shards it has only 1\n");
            Command merged = Command.run("scan", "--merge", file("2"), file("1"), "--json");
            assertThat(merged.err()).isEmpty();
            JsonObject whole =
                    Command.run("scan", LOOPBACK, "-p", ports, "--json").json().getAsJsonObject();
            assertThat(states(merged.json().getAsJsonObject())).isEqualTo(states(whole));
            assertThat(states(whole)).contains("\"open\":[" + server.getLocalPort() + "]");
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** Without what differs from one scan to the next. */
    private static String states(JsonObject report) {
        report.remove("probes");
        report.remove("millis");
        report.remove("shards");
        report.getAsJsonArray("hosts").forEach(host -> host.getAsJsonObject().remove("openPorts"));
        return report.toString();
    }

    /** Sockets that listen. */
    private static final class Listeners implements AutoCloseable {
        private static final int COUNT = 60;

        private final Selector selector = Selector.open();
        private final List<ServerSocketChannel> channels = new ArrayList<>();

        Listeners() throws IOException {
            for (int i = 0; i < COUNT; i++) {
                ServerSocketChannel channel = ServerSocketChannel.open();
                channels.add(channel);
                channel.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), 0));
                channel.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            }
        }

        /** Their ports, as {@code -p} takes them. */
        String ports() {
            return channels.stream()
                    .map(channel -> Integer.toString(channel.socket().getLocalPort()))
                    .collect(Collectors.joining(","));
        }

        /** Waits for the second connection: then the scanner knows of the first. */
        void awaitTwo() throws IOException {
            int connections = 0;
            while (connections < 2) {
                assertThat(selector.select(Duration.ofMinutes(1).toMillis())).isPositive();
                for (SelectionKey key : selector.selectedKeys()) {
                    ((ServerSocketChannel) key.channel()).accept().close();
                    connections++;
                }
                selector.selectedKeys().clear();
            }
        }

        @Override
        public void close() throws IOException {
            for (ServerSocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        }
    }

    @Test
    void ctrlCShowsAndSavesWhatIsKnownAndTheScanGoesOn() throws Exception {
        try (Listeners listeners = new Listeners()) {
            Command run = interrupted(listeners, "--save", file("part"));
            assertThat(run.json().getAsJsonObject().get("complete").getAsBoolean())
                    .isFalse();
            int open = onlyHost(run).getAsJsonArray("open").size();
            assertThat(open).isBetween(1, Listeners.COUNT - 1);
            assertThat(onlyHost(run).get("untried").getAsString()).isNotEmpty();
            int untried = Listeners.COUNT - open;
            assertThat(run.err())
                    .isEqualTo("incomplete: " + untried + (untried == 1 ? " port" : " ports")
                            + " untried: the scan has not come to it\n"
                            + "ports scan: interrupted; this is what was known by then\n");

            Path part = folder.resolve("part");
            Files.writeString(part, Files.readString(part).replace("\noptions 1500 1 ", "\noptions 1500 0 "));
            Command rest = Command.run("scan", "--resume", file("part"), "--save", file("part"), "--json");
            assertThat(rest.err()).isEmpty();
            assertThat(rest.json().getAsJsonObject().get("complete").getAsBoolean())
                    .isTrue();
            assertThat(onlyHost(rest).getAsJsonArray("open")).hasSize(Listeners.COUNT);
            assertThat(Command.run("scan", "--merge", file("part")).out()).contains(": open " + Listeners.COUNT + "\n");
        }
    }

    /** A scan that would take a minute, so that whatever ends it sooner is Ctrl-C. */
    private Command interrupted(Listeners listeners, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("scan", LOOPBACK, "-p", listeners.ports(), "--rate", "1", "--json"));
        arguments.addAll(List.of(more));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        // a build in the background may ignore the signal, and what it starts would too
        Process process = Command.builder(
                        Command.LIB, List.of("/usr/bin/env", "--default-signal=INT"), arguments.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            listeners.awaitTwo();
            assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void noBarWithoutATerminal() throws Exception {
        try (Listeners listeners = new Listeners()) {
            Command run = Command.run("scan", LOOPBACK, "-p", listeners.ports(), "--rate", "40");
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).endsWith(LOOPBACK + ": open " + Listeners.COUNT + "\n");
        }
    }

    @Test
    void aBarOnATerminalThatIsGoneInTheEnd() throws Exception {
        Host.assumePrograms("script");
        try (Listeners listeners = new Listeners()) {
            ProcessBuilder scan =
                    Command.builder(Command.LIB, List.of(), "scan", LOOPBACK, "-p", listeners.ports(), "--rate", "40");
            String line = scan.command().stream()
                    .map(word -> "'" + word.replace("'", "'\\''") + "'")
                    .collect(Collectors.joining(" "));
            scan.command("script", "--quiet", "--return", "--command", line, "/dev/null");
            scan.environment()
                    .putAll(Map.of("SHELL", "/bin/sh", "PORTS_STDERR_TTY", "1", "PORTS_STDERR_COLUMNS", "60"));
            Command run = Command.finish(scan);
            assertThat(run.status()).isZero();
            int bar = run.out().lastIndexOf("\rscan ");
            assertThat(bar).isNotNegative();
            String[] drawn = run.out().substring(bar + 1).split("\r", 3);
            assertThat(drawn[0]).hasSizeLessThan(60).contains("% [").containsPattern("[0-9]+/" + Listeners.COUNT + " ");
            assertThat(drawn[1]).isBlank().hasSameSizeAs(drawn[0]);
            assertThat(drawn[2])
                    .contains(LOOPBACK + ": open " + Listeners.COUNT)
                    .doesNotContain("% [");
        }
    }
}
