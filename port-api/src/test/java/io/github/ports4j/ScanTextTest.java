package io.github.ports4j;

import static io.github.ports4j.ScanSamples.read;
import static io.github.ports4j.ScanSamples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScanTextTest {
    private static final String SMALL = """
            ports4j-scan 1
            targets db 192.0.2.8 gone
            tcp 1-10
            udp 53
            options 1500 0 0 9 1 20000000 false
            shards 4 2 3
            probes 13 87
            unresolved gone no such host
            host 192.0.2.7 db
            tcp CONNECTED 2
            tcp REFUSED 1,4-5
            udp SILENT 53
            latency tcp 2 120000
            host 192.0.2.8
            tcp NO_ANSWER 1-10
            end
            """;
    private static final Pattern REFUSED = Pattern.compile("not a report of a scan: line [0-9]+: .+");
    private static final List<String> LINES = SMALL.lines().toList();

    @Test
    void writesALineForEachFact() {
        assertThat(text(read(SMALL))).isEqualTo(SMALL);
        ScanReport report = read(SMALL);

        assertThat(report.shards()).containsExactly(1, 2);
        assertThat(report.request()).hasToString("db 192.0.2.8 gone tcp 1-10 udp 53 timeout 1500ms shard 2 of 4");
        assertThat(report.probes()).isEqualTo(13);
        assertThat(report.elapsed()).isEqualTo(Duration.ofMillis(87));
        assertThat(report.unresolved()).containsEntry("gone", "no such host");
        assertThat(report.hosts())
                .hasToString(
                        "[db (192.0.2.7): tcp OPEN 2 CLOSED 1,4-5 udp OPEN_OR_FILTERED 53, 192.0.2.8: tcp FILTERED 1-10]");
        assertThat(report.open().get(0).latency()).contains(Duration.ofNanos(120_000));
        assertThat(report.complete()).isFalse();
    }

    @Test
    void readsAllThatItWrote() {
        ScanReport report = ScanSamples.varied();
        ScanReport again = read(text(report));

        assertThat(again.request()).isEqualTo(report.request());
        assertThat(again.results()).containsExactlyElementsOf(report.results().toList());
        assertThat(again.results().map(ScanResult::latency))
                .containsExactlyElementsOf(
                        report.results().map(ScanResult::latency).toList());
        assertThat(again.hosts()).asString().isEqualTo(report.hosts().toString());
        assertThat(again.unresolved()).isEqualTo(report.unresolved());
        assertThat(again.probes()).isEqualTo(report.probes());
        assertThat(again.elapsed()).isEqualTo(report.elapsed());
        assertThat(again.shards()).isEqualTo(report.shards());
        assertThat(again).hasToString(report.toString());
        assertThat(text(again)).isEqualTo(text(report));
    }

    static List<ScanRequest> requests() {
        return ScanRequestTest.different();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void readsTheRequestThatItWrote(ScanRequest request) {
        ScanReport report = ScanSamples.shard(request, List.of());

        assertThat(read(text(report)).request()).isEqualTo(request);
    }

    @Test
    void readsAMergedReport() {
        ScanReport merged = ScanReport.merge(List.of(
                ScanSamples.shard(6, 8, ScanSamples.every(8, 6)), ScanSamples.shard(3, 8, ScanSamples.every(8, 3))));

        assertThat(read(text(merged)).request()).isEqualTo(merged.request());
        assertThat(text(read(text(merged)))).isEqualTo(text(merged));
    }

    /** But for the last line end, which holds nothing. */
    @Test
    void refusesEveryPartOfAReport() {
        for (String whole : List.of(SMALL, text(ScanSamples.varied()))) {
            for (int length = 0; length < whole.length() - 1; length++) {
                String part = whole.substring(0, length);
                assertThatIllegalArgumentException()
                        .as("%d of %d characters", length, whole.length())
                        .isThrownBy(() -> read(part))
                        .withMessageStartingWith("not a report of a scan: line ");
            }
            assertThat(text(read(whole.substring(0, whole.length() - 1)))).isEqualTo(whole);
        }
    }

    /** Each line in the place of one of {@link #SMALL}'s, by its number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 | ports4j-scan 2",
                "1 | \"\"",
                "2 | target db",
                "2 | targets",
                "2 | \"targets \"",
                "2 | targets db  192.0.2.8",
                "3 | tcp 0-10",
                "3 | tcp 1-10 11",
                "3 | udp 1-10",
                "4 | udp 53,",
                "5 | options 1500 0 0 9 1 20000000",
                "5 | options 1500 0 0 9 1 20000000 false 1",
                "5 | options 1500 0 0 9 1 20000000 yes",
                "5 | options 0 0 0 9 1 20000000 false",
                "5 | options 60001 0 0 9 1 20000000 false",
                "5 | options 9223372036854775807 0 0 9 1 20000000 false",
                "5 | options 1500 -1 0 9 1 20000000 false",
                "5 | options 1500 0 -1 9 1 20000000 false",
                "5 | options 1500 0 0 10 1 20000000 false",
                "5 | options 1500 0 0 9 9223372036854775808 20000000 false",
                "5 | options 1500 0 0 9 1 0 false",
                "5 | options 1500 0 0 9 1 1073741825 false",
                "6 | shards 4",
                "6 | shards 4 0",
                "6 | shards 4 5",
                "6 | shards 4 2 2",
                "6 | shards 4 3 2",
                "6 | shards 2147483647 2147483647",
                "7 | probes 13",
                "7 | probes 13 87 1",
                "7 | probes -1 87",
                "7 | probes 13 -87",
                "7 | probes 1e3 87",
                "8 | unresolved gone",
                "8 | unresolved other no such host",
                "8 | tcp CONNECTED 2",
                "9 | host",
                "9 | host db",
                "9 | host 192.0.2.0/24",
                "9 | host 192.0.2.7 other",
                "9 | host 192.0.2.7 192.0.2.8",
                "9 | host 192.0.2.7 db db",
                "9 | host fe80::1%no-such-nic",
                "9 | unresolved gone twice",
                "10 | tcp CONNECTED",
                "10 | \"tcp CONNECTED \"",
                "10 | tcp CONNECTED 2 3",
                "10 | tcp CONNECTED 11",
                "10 | tcp CONNECTED 0",
                "10 | tcp connected 2",
                "10 | tcp OPEN 2",
                "10 | sctp CONNECTED 2",
                "10 | \"\"",
                "10 | \" tcp CONNECTED 2\"",
                "11 | tcp REFUSED 1-4",
                "12 | udp SILENT 54",
                "13 | latency tcp 1 120000",
                "13 | latency tcp 3 120000",
                "13 | latency tcp 2 -1",
                "13 | latency tcp 2",
                "13 | latency tcp 2 1 1",
                "13 | latency udp 53 1",
                "16 | END",
            })
    void refusesALineThatIsNoneAndSaysWhich(int number, String line) {
        List<String> lines = new ArrayList<>(LINES);
        lines.set(number - 1, line);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(String.join("\n", lines) + "\n"))
                .withMessageStartingWith("not a report of a scan: line " + number + ": ");
    }

    @Test
    void refusesALineTwiceAndOneBehindTheEnd() {
        List<String> twice = new ArrayList<>(LINES);
        twice.add(13, LINES.get(12)); // the latency

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(String.join("\n", twice)))
                .withMessage("not a report of a scan: line 14: not open, or twice: port 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(SMALL + SMALL))
                .withMessage("not a report of a scan: line 17: it is behind the end");
    }

    @Test
    void messageIsFitForATerminal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(SMALL.replace("120000", "\u001b[31m")))
                .withMessage("not a report of a scan: line 13: For input string: \"\\u001b[31m\"");
    }

    @Test
    void reasonThatSomebodyElseWroteIsFitForATerminal() {
        assertThat(read(SMALL.replace("no such host", "no\u001b[31m")).unresolved())
                .containsEntry("gone", "no\\u001b[31m");
    }

    /** One damage among many may give another report that could have been written; never anything but that or a refusal. */
    @Test
    void damageIsRefusedOrMakesAnotherReport() {
        Random random = new Random(11);
        String large = text(ScanSamples.varied());
        int refused = 0;
        for (int round = 0; round < 100_000; round++) {
            String damaged = damage(round % 20 == 0 ? large : SMALL, random);
            try {
                ScanReport report = read(damaged);
                if (round % 11 == 0) {
                    assertCanBeWritten(damaged, report);
                }
            } catch (IllegalArgumentException e) {
                if (!REFUSED.matcher(String.valueOf(e.getMessage())).matches()) {
                    throw new AssertionError(damaged, e);
                }
                refused++;
            }
        }
        assertThat(refused).isBetween(50_000, 99_999);
    }

    private static void assertCanBeWritten(String damaged, ScanReport report) {
        String written = text(report);
        if (!text(read(written)).equals(written) || report.toString().contains("\n")) {
            throw new AssertionError("read, but not as it is written:\n" + damaged + "\n" + written);
        }
    }

    private static String damage(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
                case 1 -> text.setCharAt(at, (char) random.nextInt(0x3000));
                case 2 -> text.delete(at, end);
                case 3 -> text.insert(at, text.substring(at, end));
                case 4 -> text.insert(at, "0123456789-, \n".charAt(random.nextInt(14)));
                default -> swapLines(text, random);
            }
            if (text.length() == 0) {
                return "";
            }
        }
        return text.toString();
    }

    private static void swapLines(StringBuilder text, Random random) {
        String[] lines = text.toString().split("\n", -1);
        int one = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        String kept = lines[one];
        lines[one] = lines[other];
        lines[other] = kept;
        text.setLength(0);
        text.append(String.join("\n", lines));
    }

    /** More hosts than the request allows would be more memory than it allows. */
    @Test
    void hostsAreAsManyAsTheLimitAllows() {
        ScanReport most = ScanSamples.shard(
                ScanRequest.of("db").atMost(200).tcp(PortRange.of(1, 100)), List.of("192.0.2.7", "192.0.2.8"), 1);
        String text = text(most);

        assertThat(read(text).hosts()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text.replace("end\n", "host 192.0.2.9\nend\n")))
                .withMessageContaining("more ports of addresses than 200");
    }

    @Test
    void fullRangeOfPortsIsAFewLines() {
        ScanReport report = ScanSamples.shard(
                ScanRequest.of("192.0.2.7").tcp(PortRange.of(1, 65_535)),
                List.of("192.0.2.7"),
                IntStream.rangeClosed(1, 65_535)
                        .filter(port -> port % 10 != 0 || port == 80)
                        .toArray());

        assertThat(Arrays.stream(text(report).split("\n")).filter(line -> line.startsWith("tcp ")))
                .hasSize(3);
        assertThat(text(read(text(report)))).isEqualTo(text(report));
    }
}
