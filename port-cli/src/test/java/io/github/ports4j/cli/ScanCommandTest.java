package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.Owners;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanCommandTest {
    private final FakePorts ports = new FakePorts();

    @BeforeEach
    void services() {
        ports.host.services(ScanSamples.SERVICES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h                        | h tcp 1-1024 timeout 1500ms",
                "h 192.0.2.0/24 fe80::1%2 | h 192.0.2.0/24 fe80::1%2 tcp 1-1024 timeout 1500ms",
                "h --tcp                  | h tcp 1-1024 timeout 1500ms",
                "h --udp                  | h udp 1-1024 timeout 1500ms",
                "h --tcp --udp            | h tcp 1-1024 udp 1-1024 timeout 1500ms",
                "h -p 22,80,1000-2000     | h tcp 22,80,1000-2000 timeout 1500ms",
                "h --port 80,22,22        | h tcp 22,80 timeout 1500ms",
                "h -p SSH,www,8080        | h tcp 22,80,8080 timeout 1500ms",
                "h -p ssh,domain,7 --tcp --udp | h tcp 7,22,53 udp 7,53 timeout 1500ms",
                "h -p ntp --tcp --udp     | h udp 123 timeout 1500ms",
                "h --rate 100             | h tcp 1-1024 timeout 1500ms rate 100",
                "h --timeout 250ms        | h tcp 1-1024 timeout 250ms",
                "h --in-flight 7          | h tcp 1-1024 timeout 1500ms in flight 7",
                "h --retries 0            | h tcp 1-1024 timeout 1500ms retries 0",
                "h --seed -5              | h tcp 1-1024 timeout 1500ms seed -5",
                "h --shard 2/8            | h tcp 1-1024 timeout 1500ms shard 2 of 8",
                "h --shard 8/8            | h tcp 1-1024 timeout 1500ms shard 8 of 8",
                "10.0.0.0/12 --at-most 1073741824 | 10.0.0.0/12 tcp 1-1024 timeout 1500ms at most 1073741824",
                "h --portable             | h tcp 1-1024 timeout 1500ms portable",
            })
    void asksFor(String arguments, String request) {
        CommandRun run = CommandRun.of(ports, ("scan " + arguments).split(" +"));
        assertThat(run.err).isEmpty();
        assertThat(ports.asked).containsExactly("scan " + request, "close", "owners");
        assertThat(run.status).isZero();
    }

    @Test
    void theShardReachesTheScannerAsItCounts() {
        ScanReport second = ScanSamples.shard(1);
        ports.scanner.report = second;
        assertThat(second.request().toString()).contains("shard 2 of 2");
        assertThat(CommandRun.of(ports, "scan", "192.0.2.1", "-p", "1-4", "--shard", "2/2").err)
                .isEqualTo("incomplete: of 2 shards it has only 2\n");
        assertThat(ports.asked.get(0)).isEqualTo("scan " + second.request());
    }

    @Test
    void aServiceThatIsNotKnown() {
        CommandRun run = CommandRun.of(ports, "scan", "h", "-p", "22,gopher\u001b[2J");
        assertThat(run.err)
                .startsWith("ports scan: not a port, a range or a known service: 'gopher\\u001b[2J'\n")
                .doesNotContain("\u001b");
        assertThat(run.status).isEqualTo(2);
        CommandRun udp = CommandRun.of(ports, "scan", "h", "--udp", "-p", "ssh");
        assertThat(udp.err).startsWith("ports scan: not a port, a range or a known service: 'ssh'\n");
        assertThat(udp.status).isEqualTo(2);
        assertThat(ports.asked).isEmpty();
    }

    @Test
    void inAPipe() {
        ports.scanner.report = ScanSamples.loopback();
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1");
        assertThat(run.out).isEqualTo("""
                        ADDRESS\tPORT\tSERVICE\tLATENCY
                        127.0.0.1\t22/tcp\tssh\t0.120 ms
                        127.0.0.1\t80/tcp\thttp\t-
                        127.0.0.1: open 2, closed 1021, filtered 1 (no answer)
                        """);
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void onATerminal() {
        ports.scanner.report = ScanSamples.loopback();
        CommandRun run = CommandRun.onTerminal(ports, "scan", "127.0.0.1");
        assertThat(run.out.replaceAll("\u001b\\[[0-9]+m", "").replaceAll(" +\n", "\n"))
                .isEqualTo("""
                         ADDRESS    PORT    SERVICE  LATENCY
                         127.0.0.1  22/tcp  ssh      0.120 ms
                         127.0.0.1  80/tcp  http     -
                        127.0.0.1: open 2, closed 1021, filtered 1 (no answer)
                        """);
        assertThat(run.err).isEqualTo("\u001b[2m1024 probes in 0.087 s\u001b[0m\n");
    }

    @Test
    void withoutAFileOfServices() {
        FakePorts bare = new FakePorts();
        bare.scanner.report = ScanSamples.loopback();
        CommandRun run = CommandRun.of(bare, "scan", "127.0.0.1");
        assertThat(run.out).startsWith("ADDRESS\tPORT\tLATENCY\n127.0.0.1\t22/tcp\t0.120 ms\n");
        assertThat(run.err).isEmpty();
        assertThat(CommandRun.of(bare, "scan", "127.0.0.1", "--json").out).contains("\"service\":null");
        CommandRun named = CommandRun.of(bare, "scan", "127.0.0.1", "-p", "ssh");
        assertThat(named.err).isEqualTo("ports scan: this fake host has no file of services\n");
        assertThat(named.status).isEqualTo(4);
    }

    @Test
    void everyPortWithAll() {
        ports.scanner.report = ScanSamples.loopback();
        assertThat(CommandRun.of(ports, "scan", "127.0.0.1", "--all").out).endsWith("""
                        127.0.0.1: open 2, closed 1021, filtered 1 (no answer)
                          tcp open 22,80
                          tcp closed 1-21,23-79,82-1024
                          tcp filtered 81
                        """);
    }

    @Test
    void whoHoldsThem() {
        own();
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1");
        assertThat(run.out).startsWith("""
                        ADDRESS\tPORT\tSERVICE\tOWNER\tLATENCY
                        127.0.0.1\t22/tcp\tssh\tjava pid 4711, ? pid 4712\t0.120 ms
                        127.0.0.1\t80/tcp\thttp\thidden\t-
                        """);
        assertThat(run.err).isEqualTo("hidden owners: 1 port: it belongs to another user\n");
        assertThat(run.out + run.err).doesNotContain(Samples.SECRET);
        assertThat(run.status).isZero();
    }

    private void own() {
        ports.scanner.report = ScanSamples.loopback();
        ports.processes.add(Samples.java());
        ports.scanner.owners.put(
                ScanSamples.result(ports.scanner.report, TransportPort.tcp(22)),
                Owners.known(List.of(Samples.JAVA, Samples.id(4712)), false));
        ports.scanner.owners.put(
                ScanSamples.result(ports.scanner.report, TransportPort.tcp(80)),
                Owners.hidden("it belongs to another user"));
    }

    @Test
    void aPortThatNoProcessHasAndNamesThatWouldActOnATerminal() {
        ports.scanner.report = ScanSamples.loopback();
        ports.processes.add(Samples.bare("\u001b[31m)\nx"));
        ports.scanner.owners.put(
                ScanSamples.result(ports.scanner.report, TransportPort.tcp(22)),
                Owners.known(List.of(Samples.JAVA), true));
        ports.scanner.owners.put(ScanSamples.result(ports.scanner.report, TransportPort.tcp(80)), Owners.none());
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1");
        assertThat(run.out)
                .contains("\tssh\t\\u001b[31m)\\u000ax pid 4711\t", "\thttp\t-\t")
                .doesNotContain("\u001b");
        CommandRun json = CommandRun.of(ports, "scan", "127.0.0.1", "--json");
        assertThat(json.out).contains("\"names\":[\"\\u001b[31m)\\nx\"]").doesNotContain("\u001b");
    }

    @Test
    void servicesThatWouldActOnATerminal() {
        ports.host.services("x\u001b[2J 22/tcp\n");
        ports.scanner.report = ScanSamples.loopback();
        assertThat(CommandRun.of(ports, "scan", "127.0.0.1").out)
                .contains("\tx\\u001b[2J\t")
                .doesNotContain("\u001b");
    }

    @Test
    void ownersThatCannotBeRead() {
        ports.scanner.report = ScanSamples.loopback();
        ports.scanner.ownersThrow = new SystemCallException("socket(AF_NETLINK)", 24, "EMFILE", "raise the limit");
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1");
        assertThat(run.out).startsWith("ADDRESS\tPORT\tSERVICE\tLATENCY\n127.0.0.1\t22/tcp\t");
        assertThat(run.err).isEqualTo("without owners: socket(AF_NETLINK): EMFILE (24); raise the limit\n");
        assertThat(run.status).isZero();
    }

    @Test
    void asJson() {
        own();
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1", "--json");
        assertThat(run.out).isEqualTo("""
                        {"complete":true,"hosts":[{"address":"127.0.0.1","open":[22,80],"closed":"1-21,23-79,82-1024",
                        "filtered":"81","openOrFiltered":"","untried":"","name":null,"protocol":"tcp",
                        "reasons":{"CONNECTED":1,"RESET":1,"REFUSED":1021,"NO_ANSWER":1},"openPorts":[
                        {"port":22,"service":"ssh","latencyMicros":120,"owner":{"kind":"KNOWN","pids":[4711,4712],
                        "names":["java",null],"exhaustive":false,"reason":null}},
                        {"port":80,"service":"http","latencyMicros":null,"owner":{"kind":"HIDDEN","pids":[],"names":[],
                        "exhaustive":false,"reason":"it belongs to another user"}}]}],"probes":1024,"millis":87,
                        "unresolved":{},"shards":{"count":1,"covered":[1]}}""".replace("\n", "") + "\n");
        assertThat(run.err).isEqualTo("hidden owners: 1 port: it belongs to another user\n");
        assertThat(run.status).isZero();
    }

    @Test
    void bothProtocolsOfANameAsJson() {
        ports.scanner.report = both();
        CommandRun run = CommandRun.of(ports, "scan", "db", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                        {"complete":true,"hosts":[
                         {"address":"192.0.2.7","open":[53],"closed":"22","filtered":"","openOrFiltered":"","untried":"",
                          "name":"db","protocol":"tcp","reasons":{"CONNECTED":1,"REFUSED":1},
                          "openPorts":[{"port":53,"service":"domain","latencyMicros":null,"owner":null}]},
                         {"address":"192.0.2.7","open":[53],"closed":"","filtered":"","openOrFiltered":"123,500-502",
                          "untried":"","name":"db","protocol":"udp","reasons":{"ANSWERED":1,"SILENT":4},
                          "openPorts":[{"port":53,"service":"domain","latencyMicros":20000,"owner":null}]}],
                         "probes":1024,"millis":87,"unresolved":{},"shards":{"count":1,"covered":[1]}}
                        """));
        assertThat(run.err).isEmpty();
    }

    private static ScanReport both() {
        return new ScanSamples(ScanRequest.of("db").tcp(22, 53).udp(PortSet.parse("53,123,500-502")))
                .host("192.0.2.7", "db")
                .tcp(ScanReason.REFUSED, 22)
                .tcp(ScanReason.CONNECTED, 53)
                .udp(ScanReason.SILENT)
                .udp(ScanReason.ANSWERED, 53)
                .latency(TransportProtocol.UDP, 53, 20_000)
                .report();
    }

    @Test
    void bothProtocolsOfANameAsText() {
        ports.scanner.report = both();
        assertThat(CommandRun.of(ports, "scan", "db").out).isEqualTo("""
                        HOST\tADDRESS\tPORT\tSERVICE\tLATENCY
                        db\t192.0.2.7\t53/tcp\tdomain\t-
                        db\t192.0.2.7\t53/udp\tdomain\t20.000 ms
                        db (192.0.2.7): open 2, closed 1, open|filtered 4 (no answer, which a UDP service need not give)
                          udp open|filtered 123,500-502
                        """);
    }

    /** Three hosts with nothing open, one with, one of which this part of the scan has no port. */
    private static ScanReport network() {
        return new ScanSamples(ScanRequest.of("192.0.2.0/29").tcp(80))
                .host("192.0.2.0", "")
                .tcp(ScanReason.REFUSED)
                .host("192.0.2.1", "")
                .tcp(ScanReason.NO_ANSWER)
                .host("192.0.2.2", "")
                .tcp(ScanReason.HOST_UNREACHABLE)
                .host("192.0.2.3", "")
                .tcp(ScanReason.CONNECTED)
                .host("192.0.2.4", "")
                .report();
    }

    @Test
    void severalHosts() {
        ports.scanner.report = network();
        CommandRun run = CommandRun.of(ports, "scan", "192.0.2.0/29");
        assertThat(run.out).isEqualTo("""
                        ADDRESS\tPORT\tSERVICE\tLATENCY
                        192.0.2.3\t80/tcp\thttp\t-
                        192.0.2.3: open 1
                        3 addresses without an open port: closed 1, filtered 2 (no answer 1, the host was said to be\
                         unreachable 1)
                        """);
        assertThat(CommandRun.of(ports, "scan", "192.0.2.0/29", "--all").out).endsWith("""
                        192.0.2.0: closed 1
                          tcp closed 80
                        192.0.2.1: filtered 1 (no answer)
                          tcp filtered 80
                        192.0.2.2: filtered 1 (the host was said to be unreachable)
                          tcp filtered 80
                        192.0.2.3: open 1
                          tcp open 80
                        """);
    }

    @Test
    void nothingOpen() {
        ports.scanner.report = new ScanSamples(ScanRequest.of("::1").tcp(1, 2))
                .host("::1", "")
                .tcp(ScanReason.REFUSED)
                .report();
        CommandRun run = CommandRun.of(ports, "scan", "::1");
        assertThat(run.out).isEqualTo("ADDRESS\tPORT\tSERVICE\tLATENCY\n::1: closed 2\n");
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        CommandRun onTerminal = CommandRun.onTerminal(ports, "scan", "::1");
        assertThat(onTerminal.out).isEqualTo("::1: closed 2\n");
        assertThat(onTerminal.err).startsWith("no open port\n");
    }

    @Test
    void whatIsMissingIsSaid() {
        ports.scanner.report = new ScanSamples(
                        ScanRequest.of("a", "b\u00e4r", "c").tcp(1, 2, 3).shard(2, 8))
                .host("192.0.2.1", "a")
                .tcp(ScanReason.REFUSED, 1)
                .tcp(ScanReason.NO_ROUTE, 2)
                .tcp(ScanReason.PENDING, 3)
                .unresolved("b\u00e4r", "name or service\u001b[2J not known")
                .unresolved("c", "no answer in time")
                .report();
        CommandRun run = CommandRun.of(ports, "scan", "a");
        assertThat(run.out).endsWith("""
                        a (192.0.2.1): closed 1, untried 2 (the scan has not come to it 1, this host has no route to it 1)
                        """);
        assertThat(run.err)
                .isEqualTo("incomplete: b\u00e4r stands for no address: name or service\\u001b[2J not known;"
                        + " c stands for no address: no answer in time;"
                        + " 2 ports untried: the scan has not come to it 1, this host has no route to it 1;"
                        + " of 8 shards it has only 3\n");
        assertThat(run.status).isZero();
        assertThat(CommandRun.of(ports, "scan", "a", "--json")
                        .json()
                        .getAsJsonObject()
                        .get("unresolved"))
                .isEqualTo(CommandRun.parse("{'bär':'name or service\\\\u001b[2J not known','c':'no answer in time'}"));
    }

    @Test
    void noHostAtAll() {
        ports.scanner.report = new ScanSamples(ScanRequest.of("nowhere").tcp(1))
                .unresolved("nowhere", "name not known")
                .report();
        CommandRun run = CommandRun.of(ports, "scan", "nowhere", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                        {"complete":false,"hosts":[],"probes":1024,"millis":87,"unresolved":{"nowhere":"name not known"},
                         "shards":{"count":1,"covered":[1]}}
                        """));
        assertThat(run.err).isEqualTo("incomplete: nowhere stands for no address: name not known\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void notOnePortCouldBeTried() {
        ports.scanner.report = new ScanSamples(ScanRequest.of("192.0.2.1").tcp(1, 2))
                .host("192.0.2.1", "")
                .tcp(ScanReason.NO_ROUTE)
                .report();
        CommandRun run = CommandRun.of(ports, "scan", "192.0.2.1");
        assertThat(run.err).isEqualTo("incomplete: 2 ports untried: this host has no route to it\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void aPartWithoutAPortIsNoFailure() {
        ports.scanner.report = new ScanSamples(
                        ScanRequest.of("192.0.2.1").tcp(1).shard(1, 2))
                .host("192.0.2.1", "")
                .report();
        CommandRun run = CommandRun.of(ports, "scan", "192.0.2.1", "-p", "1", "--shard", "2/2");
        assertThat(run.out).isEqualTo("ADDRESS\tPORT\tSERVICE\tLATENCY\n");
        assertThat(run.status).isZero();
    }

    @Test
    void aSystemWithoutAScanner() {
        ports.thrown = new UnsupportedFeatureException("this system has no scanner");
        CommandRun run = CommandRun.of(ports, "scan", "h");
        assertThat(run.err).isEqualTo("ports scan: this system has no scanner\n");
        assertThat(run.out).isEmpty();
        assertThat(run.status).isEqualTo(4);
    }
}
