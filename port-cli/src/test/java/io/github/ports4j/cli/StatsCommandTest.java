package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.StatisticsProtocol;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatsCommandTest {
    private final FakePorts ports = new FakePorts();

    @Test
    void leavesOutWhatIsZero() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12).count(StatisticsProtocol.UDP, "NoPorts", 3);
        CommandRun run = CommandRun.of(ports, "stats", "udp", "tcp");
        assertThat(run.out).isEqualTo("""
                        PROTOCOL COUNTER VALUE
                        udp NoPorts 3
                        tcp ActiveOpens 12
                        """.replace(' ', '\t'));
        assertThat(run.err).isEqualTo("left out: 4 values that are 0; --all shows them\n");
        assertThat(run.status).isZero();
    }

    @Test
    void allOfThem() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12);
        CommandRun run = CommandRun.of(ports, "stats", "TCP", "tcp", "--all");
        assertThat(run.out).isEqualTo("""
                        PROTOCOL COUNTER VALUE
                        tcp ActiveOpens 12
                        tcp PassiveOpens 0
                        tcp CurrEstab 0
                        """.replace(' ', '\t'));
        assertThat(run.err).isEmpty();
    }

    @Test
    void onATerminal() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12).count(StatisticsProtocol.TCP, "PassiveOpens", 1);
        CommandRun run = CommandRun.onTerminal(ports, "stats", "tcp");
        assertThat(run.out.replaceAll("\u001b\\[[0-9]+m", "").replaceAll(" +\n", "\n"))
                .isEqualTo("""
                         PROTOCOL  COUNTER       VALUE
                         tcp       ActiveOpens   12
                         tcp       PassiveOpens  1
                        """);
        assertThat(run.err).isEqualTo("left out: 1 value that is 0; --all shows them\n");
    }

    @Test
    void asJson() {
        ports.host
                .without(AddressFamily.IPV6)
                .count(StatisticsProtocol.TCP, "ActiveOpens", 12)
                .count(StatisticsProtocol.IP, "InReceives", Long.MIN_VALUE)
                .count(StatisticsProtocol.MPTCP, "MPCapableSYNRX", -1);
        CommandRun run = CommandRun.of(ports, "stats", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                        {"ip":{"InReceives":9223372036854775808,"OutRequests":0},
                         "icmp":{},
                         "tcp":{"ActiveOpens":12,"PassiveOpens":0,"CurrEstab":0},
                         "udp":{"InDatagrams":0,"NoPorts":0,"OutDatagrams":0},
                         "mptcp":{"MPCapableSYNRX":18446744073709551615}}
                        """));
        assertThat(run.json()
                        .getAsJsonObject()
                        .getAsJsonObject("mptcp")
                        .get("MPCapableSYNRX")
                        .getAsBigInteger())
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(CommandRun.of(ports, "stats").out)
                .contains("ip\tInReceives\t9223372036854775808\n", "mptcp\tMPCapableSYNRX\t18446744073709551615\n");
    }

    /** Three connections, one datagram, in the 5 seconds; one opening more is told at once. */
    private void busy() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12);
        ports.host.clock().after(Duration.ofSeconds(2), () -> {
            ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 3);
            ports.host.process("server").listen(8080).start();
            ports.host.process("client").connect(8080).start();
        });
    }

    @Test
    void changesAsText() {
        busy();
        CommandRun run = CommandRun.of(ports, "stats", "tcp", "--since", "5s");
        assertThat(run.out).isEqualTo("""
                        PROTOCOL COUNTER CHANGE PER-SECOND
                        tcp ActiveOpens 4 0.8
                        tcp PassiveOpens 1 0.2
                        tcp CurrEstab 2 -
                        """.replace(' ', '\t'));
        assertThat(run.err).isEqualTo("between the readings: 5.000 s\n");
        assertThat(run.status).isZero();
        assertThat(ports.host.clock().elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatDidNotChangeIsLeftOut() {
        ports.host.count(StatisticsProtocol.UDP, "NoPorts", 7);
        CommandRun run = CommandRun.onTerminal(ports, "stats", "udp", "--since", "250ms");
        assertThat(run.out).contains("PER-SECOND").doesNotContain("NoPorts");
        assertThat(run.err).isEqualTo("""
                        waiting 250ms for the second reading
                        between the readings: 0.250 s
                        left out: 3 values that are without change; --all shows them
                        """);
        assertThat(CommandRun.of(ports, "stats", "udp", "--since", "250ms", "--all").out)
                .contains("udp\tNoPorts\t0\t0\n");
    }

    @Test
    void changesAsJson() {
        busy();
        CommandRun run = CommandRun.of(ports, "stats", "tcp", "--since", "5s", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                        {"tcp":{"ActiveOpens":16,"PassiveOpens":1,"CurrEstab":2},
                         "since":{"seconds":5.0,"changes":{"tcp":{
                          "ActiveOpens":{"change":4,"perSecond":0.8},
                          "PassiveOpens":{"change":1,"perSecond":0.2},
                          "CurrEstab":{"change":2,"perSecond":null}}}}}
                        """));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void aProtocolThatCameMeanwhileHasNoChange() {
        ports.host
                .clock()
                .after(Duration.ofSeconds(1), () -> ports.host.count(StatisticsProtocol.SCTP, "SctpCurrEstab", 1));
        JsonObject json =
                CommandRun.of(ports, "stats", "--since", "2s", "--json").json().getAsJsonObject();
        assertThat(json.has("sctp")).isTrue();
        JsonObject changes = json.getAsJsonObject("since").getAsJsonObject("changes");
        assertThat(changes.get("sctp")).isEqualTo(CommandRun.parse("""
                        {"SctpCurrEstab":{"change":null,"perSecond":null}}
                        """));
        assertThat(changes.has("tcp")).isTrue();
    }

    @Test
    void whatThisSystemDoesNotKeep() {
        CommandRun run = CommandRun.of(ports, "stats", "tcp", "dccp");
        assertThat(run.out).isEmpty();
        assertThat(run.err).isEqualTo("ports stats: this fake host keeps no statistics of dccp\n");
        assertThat(run.status).isEqualTo(4);
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        CommandRun run = CommandRun.of(ports, "stats", "--since", "5s", "--json");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.status).isEqualTo(130);
        assertThat(run.json().getAsJsonObject().has("error")).isTrue();
    }

    @Test
    void aValueThatWasSetBackOrIsNew() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12);
        ports.host
                .clock()
                .after(
                        Duration.ofSeconds(1),
                        () -> ports.host
                                .count(StatisticsProtocol.TCP, "ActiveOpens", -10)
                                .count(StatisticsProtocol.TCP, "RetransSegs", 1));
        CommandRun run = CommandRun.of(ports, "stats", "tcp", "--since", "5s", "--all");
        assertThat(run.out).contains("tcp\tActiveOpens\t-\t-\n", "tcp\tRetransSegs\t-\t-\n");
        assertThat(run.err).contains("not known: the change of 2 values, set back or new between the readings\n");
    }

    @Test
    void withoutAllTheyAreCounted() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12);
        ports.host
                .clock()
                .after(Duration.ofSeconds(1), () -> ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", -10));
        CommandRun run = CommandRun.of(ports, "stats", "tcp", "--since", "5s");
        assertThat(run.out).isEqualTo("PROTOCOL\tCOUNTER\tCHANGE\tPER-SECOND\n");
        assertThat(run.err).isEqualTo("""
                        between the readings: 5.000 s
                        not known: the change of 1 value, set back or new between the readings
                        left out: 2 values that are without change; --all shows them
                        """);
        assertThat(run.status).isZero();
    }

    @Test
    void inJsonTheyAreNull() {
        ports.host.count(StatisticsProtocol.TCP, "ActiveOpens", 12);
        ports.host
                .clock()
                .after(
                        Duration.ofSeconds(1),
                        () -> ports.host
                                .count(StatisticsProtocol.TCP, "ActiveOpens", -10)
                                .count(StatisticsProtocol.TCP, "RetransSegs", 1));
        assertThat(CommandRun.of(ports, "stats", "tcp", "--since", "5s", "--json")
                        .json())
                .isEqualTo(CommandRun.parse("""
                        {"tcp":{"ActiveOpens":2,"PassiveOpens":0,"RetransSegs":1,"CurrEstab":0},
                         "since":{"seconds":5.0,"changes":{"tcp":{
                          "ActiveOpens":{"change":null,"perSecond":null},
                          "PassiveOpens":{"change":0,"perSecond":0.0},
                          "RetransSegs":{"change":null,"perSecond":null},
                          "CurrEstab":{"change":0,"perSecond":null}}}}}
                        """));
    }

    @Test
    void protocolsThatCameOrWentAreTold() {
        ports.host
                .clock()
                .after(
                        Duration.ofSeconds(1),
                        () -> ports.host
                                .without(AddressFamily.IPV6)
                                .count(StatisticsProtocol.SCTP, "SctpCurrEstab", 1));
        CommandRun run = CommandRun.of(ports, "stats", "--since", "2s");
        assertThat(run.out).doesNotContain("ip6", "sctp");
        assertThat(run.err)
                .contains("not known: the change of 1 value, set")
                .endsWith("gone between the readings: ip6, icmp6, udp6\nnew between the readings: sctp\n");
        assertThat(run.status).isZero();
    }

    @Test
    void protocolsThatWentAreToldWithJson() {
        ports.host.clock().after(Duration.ofSeconds(1), () -> ports.host.without(AddressFamily.IPV6));
        CommandRun run = CommandRun.of(ports, "stats", "--since", "2s", "--json");
        assertThat(run.json().getAsJsonObject().has("ip6")).isFalse();
        assertThat(run.err).isEqualTo("gone between the readings: ip6, icmp6, udp6\n");
        assertThat(run.status).isZero();
    }
}
