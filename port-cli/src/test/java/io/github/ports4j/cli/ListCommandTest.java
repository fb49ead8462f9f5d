package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortRange;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.spi.HostValues;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListCommandTest {
    private static final String INCOMPLETE =
            "incomplete: processes' descriptors: 12 (other users' processes can be read by root only)\n";

    private final FakePorts ports = new FakePorts();

    @Test
    void asJson() {
        ports.table = Samples.sockets();
        CommandRun run = CommandRun.of(ports, "list", "--all", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                {"complete":false,
                                 "gaps":[{"cause":"PERMISSION","what":"processes\\u0027 descriptors","count":12,
                                          "reason":"other users\\u0027 processes can be read by root only"}],
                                 "sockets":[
                                  {"protocol":"tcp","family":"ipv6","localAddress":"::","localPort":8080,
                                   "remoteAddress":null,"remotePort":null,"state":"LISTEN","dualStack":true,
                                   "uid":1000,"inode":123,"owner":"KNOWN","exhaustive":false,"ownerReason":null,
                                   "pids":[4711,4712]},
                                  {"protocol":"tcp","family":"ipv4","localAddress":"127.0.0.1","localPort":8080,
                                   "remoteAddress":"127.0.0.1","remotePort":50000,"state":"TIME_WAIT",
                                   "dualStack":false,"uid":null,"inode":null,"owner":"NONE","exhaustive":true,
                                   "ownerReason":"the kernel keeps no process for it","pids":[]},
                                  {"protocol":"udp","family":"ipv6","localAddress":"fe80::1%2","localPort":5353,
                                   "remoteAddress":null,"remotePort":null,"state":null,"dualStack":false,
                                   "uid":70,"inode":9,"owner":"HIDDEN","exhaustive":false,
                                   "ownerReason":"it belongs to another user","pids":[]},
                                  {"protocol":"tcp","family":"ipv4","localAddress":"127.0.0.1","localPort":22,
                                   "remoteAddress":null,"remotePort":null,"state":"CLOSED","dualStack":false,
                                   "uid":4294967295,"inode":7,"owner":"NOT_READ","exhaustive":false,
                                   "ownerReason":"the query asked for no owners","pids":[]}]}
                                """));
        assertThat(run.out).endsWith("}\n").doesNotContain("\n{");
        assertThat(run.err).isEqualTo(INCOMPLETE);
        assertThat(run.status).isZero();
    }

    @Test
    void anEmptyTable() {
        CommandRun run = CommandRun.of(ports, "list", "--json");
        assertThat(run.out).isEqualTo("{\"complete\":true,\"gaps\":[],\"sockets\":[]}\n");
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void inAPipe() {
        ports.table = Samples.sockets();
        ports.processes.add(Samples.java());
        CommandRun run = CommandRun.of(ports, "list", "--all");
        assertThat(run.out).isEqualTo("""
                        PROTO LOCAL REMOTE STATE USER PID PROCESS
                        tcp 127.0.0.1:22 - BOUND 4294967295 - -
                        udp [fe80::1%2]:5353 - BOUND 70 ? ?
                        tcp 127.0.0.1:8080 127.0.0.1:50000 TIME_WAIT - - -
                        tcp [::]:8080 - LISTEN alice 4711,4712 java,?
                        """.replace(' ', '\t'));
        assertThat(run.err).isEqualTo(INCOMPLETE);
        assertThat(run.status).isZero();
    }

    @Test
    void onATerminal() {
        ports.table = Samples.sockets();
        ports.processes.add(Samples.java());
        CommandRun run = CommandRun.onTerminal(ports, "list");
        assertThat(run.out.replaceAll("\u001b\\[[0-9]+m", "").replaceAll(" +\n", "\n"))
                .isEqualTo("""
                         PROTO  LOCAL             STATE      USER        PID        PROCESS
                         tcp    127.0.0.1:22      BOUND      4294967295  -          -
                         udp    [fe80::1%2]:5353  BOUND      70          ?          ?
                         tcp    127.0.0.1:8080    TIME_WAIT  -           -          -
                         tcp    [::]:8080         LISTEN     alice       4711,4712  java,?
                        """);
        assertThat(run.out).contains("\u001b[1m PROTO ");
        assertThat(run.err).startsWith("\u001b[33mincomplete: ");
    }

    @Test
    void aNameCannotActOnTheTerminal() {
        ports.table = Samples.sockets();
        ports.processes.add(Samples.bare("\u001b]0;x\u0007\n\u009b2J"));
        CommandRun pipe = CommandRun.of(ports, "list");
        assertThat(pipe.out).contains("\t\\u001b]0;x\\u0007\\u000a\\u009b2J,?\n");
        CommandRun terminal = CommandRun.onTerminal(ports, "list");
        assertThat(terminal.out)
                .contains("\\u001b]0;x\\u0007\\u000a\\u009b2J,?")
                .doesNotContain("\u001b]", "\u009b");
    }

    @Test
    void aProcessThatTookThePidLaterIsNotNamed() {
        ports.table = Samples.sockets();
        ports.processes.add(HostValues.processInfo(
                io.github.ports4j.spi.ProcessFacts.of(HostValues.processId(4711, 5, Samples.NOW), "another", "bob")
                        .build(),
                Optional.empty(),
                Optional.empty()));
        assertThat(CommandRun.of(ports, "list").out)
                .contains("\t1000\t4711,4712\t?\n")
                .doesNotContain("another");
    }

    @Test
    void flagsBecomeQueries() {
        asks(SocketQuery.all().listening());
        asks(SocketQuery.all().withBound(), "--all");
        asks(SocketQuery.all().connected(), "--connected");
        asks(SocketQuery.tcp().listening(), "--tcp");
        asks(SocketQuery.udp().connected(), "--udp", "--connected");
        asks(SocketQuery.all().listening(), "--udp", "--tcp");
        asks(SocketQuery.all().listening().port(8080), "--port", "8080");
        asks(
                SocketQuery.tcp().withBound().port(PortRange.of(80, 90)).ownedBy(12),
                "--tcp",
                "--all",
                "--port=80-90",
                "--pid",
                "12");
    }

    private void asks(SocketQuery query, String... flags) {
        String[] args = new String[flags.length + 1];
        args[0] = "list";
        System.arraycopy(flags, 0, args, 1, flags.length);
        ports.asked.clear();
        assertThat(CommandRun.of(ports, args).status).isZero();
        assertThat(ports.asked).containsExactly("read " + query);
    }
}
