package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.spi.ScanTableBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code ports scan} does while a scan goes on: the bar, and Ctrl-C. */
class WatchedScanTest {
    private final FakePorts ports = new FakePorts();

    private void half() {
        ports.scanner.progress = ScanTableBuilder.progress(512, 1024, 3, 700, Duration.ofSeconds(2));
    }

    @Test
    void aBarThatIsGoneInTheEnd() {
        half();
        ports.scanner.report = ScanSamples.loopback();
        ports.scanner.waits = 2;
        CommandRun run = CommandRun.onTerminal(ports, "scan", "127.0.0.1");
        int end = run.err.lastIndexOf('\r');
        String[] drawn = run.err.substring(0, end).split("\r", -1);
        assertThat(drawn[drawn.length - 2])
                .matches("scan +50% \\[=+ +\\] +512/1024 \\(0:00:0[2-9] / 0:00:02\\) 3 open, 350 probes/s *");
        assertThat(drawn).allMatch(line -> line.length() < 80);
        assertThat(drawn[drawn.length - 1]).isBlank().hasSizeGreaterThanOrEqualTo(drawn[drawn.length - 2].length());
        assertThat(run.err.substring(end)).isEqualTo("\r\u001b[2m1024 probes in 0.087 s\u001b[0m\n");
        assertThat(run.out).contains("127.0.0.1");
        assertThat(run.status).isZero();
    }

    @Test
    void aBarBeforeTheNamesAreResolved() {
        ports.scanner.waits = 2;
        ports.scanner.progress = ScanTableBuilder.progress(0, 0, 0, 0, Duration.ZERO);
        assertThat(CommandRun.onTerminal(ports, "scan", "127.0.0.1").err).contains(" 0 open, 0 probes/s");
    }

    @Test
    void noBarForAScanThatIsQuick() {
        half();
        assertThat(CommandRun.onTerminal(ports, "scan", "127.0.0.1").err).doesNotContain("\r", "scan ");
    }

    @Test
    void noBarWithoutATerminal() {
        half();
        ports.scanner.waits = 2;
        assertThat(CommandRun.of(ports, "scan", "127.0.0.1").err).isEmpty();
    }

    private void interrupted() {
        half();
        ports.scanner.interrupted = true;
        ports.scanner.waits = 3;
        ports.scanner.report = new ScanSamples(ScanRequest.of("192.0.2.1").tcp(1, 2, 3))
                .host("192.0.2.1", "")
                .tcp(ScanReason.PENDING)
                .tcp(ScanReason.CONNECTED, 2)
                .report();
    }

    @Test
    void ctrlCShowsWhatIsKnown() {
        interrupted();
        CommandRun run = CommandRun.of(ports, "scan", "192.0.2.1", "-p", "1-3");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.out).isEqualTo("""
                        ADDRESS\tPORT\tLATENCY
                        192.0.2.1\t2/tcp\t-
                        192.0.2.1: open 1, untried 2 (the scan has not come to it)
                        """);
        assertThat(run.err).isEqualTo("""
                        incomplete: 2 ports untried: the scan has not come to it
                        ports scan: interrupted; this is what was known by then
                        """);
        assertThat(run.status).isEqualTo(130);
        assertThat(ports.asked.subList(1, 4)).containsExactly("cancel", "close", "owners");
    }

    @Test
    void ctrlCAsJson() {
        interrupted();
        CommandRun run = CommandRun.of(ports, "scan", "192.0.2.1", "--json");
        assertThat(Thread.interrupted()).isTrue();
        JsonObject json = run.json().getAsJsonObject();
        assertThat(json.get("complete").getAsBoolean()).isFalse();
        JsonObject host = json.getAsJsonArray("hosts").get(0).getAsJsonObject();
        assertThat(host.get("open")).isEqualTo(CommandRun.parse("[2]"));
        assertThat(host.get("untried").getAsString()).isEqualTo("1,3");
        assertThat(run.status).isEqualTo(130);
    }

    @Test
    void ctrlCTakesTheBarAwayFirst() {
        interrupted();
        CommandRun run = CommandRun.onTerminal(ports, "scan", "192.0.2.1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.err).containsPattern("\r +\r[^\r]*incomplete: [^\r]+interrupted; ");
        assertThat(run.status).isEqualTo(130);
    }
}
