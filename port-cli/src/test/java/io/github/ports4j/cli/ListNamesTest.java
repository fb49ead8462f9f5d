package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code ports list --names} and {@code --resolve}. */
class ListNamesTest {
    private static final String SERVICES = """
            http      80/tcp  www
            https     443/tcp
            domain    53/tcp
            domain    53/udp
            shell     514/tcp
            syslog    514/udp
            two       7001/tcp
            two       7002/udp
            80        9999/tcp
            """;

    private final FakePorts ports = new FakePorts();

    private CommandRun list(String... flags) {
        List<String> args = new ArrayList<>(List.of("list"));
        args.addAll(List.of(flags));
        return CommandRun.of(ports, args.toArray(String[]::new));
    }

    @Test
    void portsByName() {
        ports.host.services(SERVICES);
        ports.table = Samples.connection();
        CommandRun run = list("--all", "--names");
        assertThat(run.out).isEqualTo("""
                        PROTO LOCAL REMOTE STATE USER PID PROCESS
                        tcp [::]:http - LISTEN - - -
                        tcp 192.0.2.7:40000 192.0.2.1:https ESTABLISHED - - -
                        """.replace(' ', '\t'));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(list("--all").out).contains("\t[::]:80\t", "\t192.0.2.1:443\t");
    }

    @Test
    void namesAsJson() {
        ports.host.services(SERVICES);
        ports.table = Samples.connection();
        List<JsonObject> sockets = sockets(list("--all", "--names", "--json"));
        JsonObject connection = sockets.get(0);
        assertThat(connection.get("localPort").getAsInt()).isEqualTo(40000);
        assertThat(connection.get("localService").isJsonNull()).isTrue();
        assertThat(connection.get("remotePort").getAsInt()).isEqualTo(443);
        assertThat(connection.get("remoteService").getAsString()).isEqualTo("https");
        assertThat(connection.has("remoteHost")).isFalse();
        JsonObject listener = sockets.get(1);
        assertThat(listener.get("localService").getAsString()).isEqualTo("http");
        assertThat(listener.get("remoteService").isJsonNull()).isTrue();
        assertThat(sockets(list("--json")).get(0).has("localService")).isFalse();
    }

    @Test
    void withoutAFileOfServices() {
        ports.table = Samples.connection();
        CommandRun run = list("--names", "--all");
        assertThat(run.out).contains("\t[::]:80\t");
        assertThat(run.err).isEqualTo("without names of ports: this fake host has no file of services\n");
        assertThat(run.status).isZero();
        JsonObject json = sockets(list("--names", "--json")).get(1);
        assertThat(json.get("localService").isJsonNull()).isTrue();
        CommandRun named = list("--names", "--port", "http");
        assertThat(named.status).isEqualTo(2);
        assertThat(named.err).contains("has no file of services", "not a port, a range or a known service: 'http'");
    }

    @Test
    void namedPortsBecomeQueries() {
        ports.host.services(SERVICES);
        asks(SocketQuery.tcp().listening().port(443), "--names", "--port", "https");
        asks(SocketQuery.tcp().listening().port(80), "--names", "--port", "WWW");
        asks(SocketQuery.all().listening().port(53), "--names", "--port", "domain");
        asks(SocketQuery.udp().listening().port(53), "--names", "--port", "domain", "--udp");
        asks(SocketQuery.udp().connected().port(514), "--names", "--port", "syslog", "--connected");
        asks(SocketQuery.udp().withBound().port(7002), "--names", "--port", "two", "--udp", "--all");
        asks(SocketQuery.all().listening().port(80), "--names", "--port", "80");
        asks(SocketQuery.tcp().listening().port(443).ownedBy(12), "--names", "--port", "https", "--pid", "12");
    }

    private void asks(SocketQuery query, String... flags) {
        ports.asked.clear();
        assertThat(list(flags).status).isZero();
        assertThat(ports.asked).containsExactly("read " + query);
    }

    @Test
    void namesThatAreNone() {
        ports.host.services(SERVICES);
        refuses("not a port, a range or a known service: 'gopher'", "--names", "--port", "gopher");
        refuses("not a port, a range or a known service: 'https'", "--names", "--port", "https", "--udp");
        refuses("not a port, a range or a known service: '\\u001b[31m'", "--names", "--port", "\u001b[31m");
        refuses("'two' is 7001/tcp and 7002/udp; add --tcp or --udp", "--names", "--port", "two");
        refuses("not a port or a range: 'https'; write 8080 or 8000-8100", "--port", "https");
        refuses("not a port or a range: ''; write 8080 or 8000-8100", "--names", "--port", "");
        refuses("a reversed range: 9-5", "--names", "--port", "9-5");
    }

    private void refuses(String message, String... flags) {
        CommandRun run = list(flags);
        assertThat(run.err).isEqualTo("ports list: " + message + "\ntry 'ports list --help'\n");
        assertThat(run.status).isEqualTo(2);
    }

    @Test
    void aHostileNameOfAService() {
        ports.host.services("\u001b[31mhttp 80/tcp");
        ports.table = Samples.connection();
        assertThat(list("--names").out).contains("\t[::]:\\u001b[31mhttp\t").doesNotContain("\u001b");
        assertThat(list("--names", "--json").out).doesNotContain("\u001b");
        assertThat(CommandRun.onTerminal(ports, "list", "--names").out).doesNotContain("\u001b[31m");
    }

    @Test
    void hostsByName() throws Exception {
        SocketNames names = new SocketNames(
                Optional.empty(),
                Optional.of(hosts(Map.of("192.0.2.1", "www.example.org", "192.0.2.7", "\u001b[31m"))));
        Sockets sockets = Samples.connection();
        String text =
                print(output -> new SocketTableText(new ProcessDetails(ports), names, true).print(sockets, output));
        assertThat(text).isEqualTo("""
                        PROTO LOCAL REMOTE STATE USER PID PROCESS
                        tcp [::]:80 - LISTEN - - -
                        tcp \\u001b[31m:40000 www.example.org:443 ESTABLISHED - - -
                        """.replace(' ', '\t'));
        String json = print(output -> SocketsJson.write(sockets, names, output));
        assertThat(json)
                .contains("\"localHost\":\"\\u001b[31m\",\"remoteHost\":\"www.example.org\"")
                .contains("\"localHost\":null,\"remoteHost\":null")
                .contains("\"remoteAddress\":\"192.0.2.1\"")
                .doesNotContain("\u001b", "localService");
    }

    @Test
    void hostsAndPortsByName() {
        SocketNames names = new SocketNames(
                Optional.of(ServiceNames.parse(SERVICES)), Optional.of(hosts(Map.of("192.0.2.1", "www.example.org"))));
        SocketEntry connection = Samples.connection().list().get(0);
        assertThat(names.text(connection.protocol(), connection.remote().orElseThrow()))
                .isEqualTo("www.example.org:https");
        assertThat(names.text(connection.protocol(), connection.local())).isEqualTo("192.0.2.7:40000");
    }

    @Test
    void addressesOfThisHostStayAsTheyAre() {
        ports.table = Samples.local();
        JsonObject socket = sockets(list("--resolve", "--json")).get(0);
        assertThat(socket.get("localHost").isJsonNull()).isTrue();
        assertThat(socket.get("remoteHost").isJsonNull()).isTrue();
        assertThat(socket.has("localService")).isFalse();
        CommandRun run = list("--resolve", "--connected");
        assertThat(run.out).contains("\t127.0.0.1:8080\t127.0.0.1:50000\t");
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    private static HostNames hosts(Map<String, String> names) {
        return HostNames.of(
                names.keySet().stream().<InetAddress>map(Samples::ipv4).toList(),
                address -> names.getOrDefault(address.getHostAddress(), ""),
                Duration.ofSeconds(30));
    }

    /** Something that prints. */
    private interface Printer {
        void print(Output output) throws IOException;
    }

    private static String print(Printer printer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Output output = new Output(
                new ResultStream(out, () -> false),
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8,
                false,
                false,
                false,
                80);
        printer.print(output);
        assertThat(output.finish()).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonObject> sockets(CommandRun run) {
        List<JsonObject> sockets = new ArrayList<>();
        run.json().getAsJsonObject().getAsJsonArray("sockets").forEach(socket -> sockets.add(socket.getAsJsonObject()));
        return sockets;
    }
}
