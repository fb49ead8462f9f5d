package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ports scan --save}, {@code --resume} and {@code --merge}. */
class ScanFilesTest {
    @TempDir
    private Path folder;

    private final FakePorts ports = new FakePorts();

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String saved(String name, ScanReport report) throws IOException {
        ScanFiles.write(report, folder.resolve(name));
        return file(name);
    }

    private static String text(ScanReport report) throws IOException {
        StringBuilder text = new StringBuilder();
        report.write(text);
        return text.toString();
    }

    /** That there is nothing else in the folder. */
    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void savesTheReport() throws IOException {
        ports.scanner.report = ScanSamples.loopback();
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1", "--save", file("report"));
        assertThat(run.err).isEmpty();
        assertThat(run.out).isEqualTo(CommandRun.of(ports, "scan", "127.0.0.1").out);
        assertThat(run.status).isZero();
        assertThat(folder.resolve("report")).hasContent(text(ports.scanner.report));
        assertOnly("report");
    }

    @Test
    void savesInPlaceOfWhatWasThereAlsoThroughALink() throws IOException {
        Files.writeString(folder.resolve("report"), "old");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("report"));
        ports.scanner.report = ScanSamples.loopback();
        assertThat(CommandRun.of(ports, "scan", "127.0.0.1", "--save", file("link")).status)
                .isZero();
        assertThat(folder.resolve("report")).hasContent(text(ports.scanner.report));
        assertThat(folder.resolve("link")).isSymbolicLink();
        assertOnly("report", "link");
    }

    @Test
    void savesCtrlCToo() throws IOException {
        ports.scanner.report = ScanSamples.shard(0);
        ports.scanner.interrupted = true;
        CommandRun run = CommandRun.of(ports, "scan", "192.0.2.1", "--save", file("report"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.status).isEqualTo(130);
        assertThat(folder.resolve("report")).hasContent(text(ports.scanner.report));
    }

    @Test
    void aFolderThatIsGoneAtTheEnd() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        ports.scanner.report = ScanSamples.loopback();
        ports.scanner.started = () -> Files.delete(gone);
        CommandRun run = CommandRun.of(ports, "scan", "127.0.0.1", "--save", gone + "/report");
        assertThat(run.out).contains("127.0.0.1\t22/tcp\t");
        assertThat(run.err).isEqualTo("not saved: " + gone + "/report: there is no such file\n");
        assertThat(run.status).isEqualTo(70);
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThere() throws IOException {
        Path target = Files.writeString(folder.resolve("report"), "old");
        Path inTheWay = Files.writeString(
                folder.resolve("report." + ProcessHandle.current().pid() + ".part"), "x");
        assertThatThrownBy(() -> ScanFiles.write(ScanSamples.loopback(), target))
                .isInstanceOf(IOException.class);
        assertThat(target).hasContent("old");
        assertThat(inTheWay).hasContent("x");
    }

    @Test
    void goesOn() throws IOException {
        ports.scanner.report = ScanSamples.loopback();
        ScanReport earlier = ScanSamples.shard(1);
        CommandRun run =
                CommandRun.of(ports, "scan", "--resume", saved("report", earlier), "--save", file("report"), "--json");
        assertThat(ports.asked).containsExactly("resume " + earlier, "close", "owners");
        assertThat(run.json().getAsJsonObject().get("complete").getAsBoolean()).isTrue();
        assertThat(run.status).isZero();
        assertThat(folder.resolve("report")).hasContent(text(ports.scanner.report));
    }

    @Test
    void severalShardsCannotGoOn() throws IOException {
        String both = saved(
                "both", ScanFiles.merge(List.of(saved("a", ScanSamples.shard(0)), saved("b", ScanSamples.shard(1)))));
        CommandRun run = CommandRun.of(ports, "scan", "--resume", both);
        assertThat(run.err).startsWith("ports scan: " + both + ": it is of several shards\n");
        assertThat(run.status).isEqualTo(2);
    }

    @Test
    void mergesAndScansNothing() throws IOException {
        String first = saved("1", ScanSamples.shard(0));
        String second = saved("2", ScanSamples.shard(1));
        CommandRun run = CommandRun.of(ports, "scan", "--merge", second, first, "--all", "--save", file("both"));
        assertThat(run.out).isEqualTo("""
                        ADDRESS\tPORT\tLATENCY
                        192.0.2.1: closed 4
                          tcp closed 1-4
                        """);
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(ports.asked).isEmpty();
        assertThat(ScanFiles.read(file("both")).complete()).isTrue();
        assertThat(CommandRun.of(ports, "scan", "--merge", first, second, "--json")
                        .json()
                        .getAsJsonObject()
                        .get("shards"))
                .isEqualTo(CommandRun.parse("{'count':2,'covered':[1,2]}"));
    }

    @Test
    void mergesWhatIsNotYetWhole() throws IOException {
        CommandRun run = CommandRun.of(ports, "scan", "--merge", saved("1", ScanSamples.shard(0)));
        assertThat(run.err).isEqualTo("incomplete: of 2 shards it has only 1\n");
        assertThat(run.status).isZero();
    }

    @Test
    void whatDoesNotBelongTogether() throws IOException {
        String first = saved("1", ScanSamples.shard(0));
        CommandRun twice = CommandRun.of(ports, "scan", "--merge", first, first);
        assertThat(twice.err).startsWith("ports scan: these can't be merged: a shard is in it twice: 192.0.2.1 ");
        assertThat(twice.status).isEqualTo(2);
        ScanReport other = new ScanSamples(ScanRequest.of("192.0.2.1").tcp(9).shard(1, 2))
                .host("192.0.2.1", "")
                .tcp(ScanReason.REFUSED)
                .report();
        CommandRun different = CommandRun.of(ports, "scan", "--merge", first, saved("2", other));
        assertThat(different.err).startsWith("ports scan: these can't be merged: different requests: ");
        assertThat(different.status).isEqualTo(2);
    }

    @Test
    void aFileWithNamesThatWouldActOnATerminal() throws IOException {
        String hostile = saved("hostile", ScanSamples.shard(0));
        Files.writeString(
                Path.of(hostile),
                text(ScanSamples.shard(0)).replace("host 192.0.2.1\n", "host 192.0.2.1 y\u001b[2J\n"));
        CommandRun run = CommandRun.of(ports, "scan", "--merge", hostile);
        assertThat(run.err)
                .startsWith(
                        "ports scan: " + hostile + ": not a report of a scan: line 8: not asked for: y\\u001b[2J\n");
        assertThat(CommandRun.of(ports, "scan", "--merge", hostile, "--json").out + run.out + run.err)
                .doesNotContain("\u001b");
        assertThat(run.status).isEqualTo(2);
    }

    @Test
    void filesThatAreNoReports() throws IOException {
        String cut = file("cut");
        Files.writeString(Path.of(cut), text(ScanSamples.loopback()).replace("end\n", ""));
        for (String option : new String[] {"--resume", "--merge"}) {
            CommandRun run = CommandRun.of(ports, "scan", option, cut);
            assertThat(run.err)
                    .isEqualTo("ports scan: " + cut + ": not a report of a scan: line 14: the end is missing\n"
                            + "try 'ports scan --help'\n");
            assertThat(run.status).isEqualTo(2);
        }
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(CommandRun.of(ports, "scan", "--resume", binary.toString()).err)
                .startsWith("ports scan: " + binary + " can't be read: it is no text\n");
        assertThat(CommandRun.of(ports, "scan", "--resume", folder.toString()).err)
                .startsWith("ports scan: " + folder + " can't be read: Is a directory\n");
        assertThat(CommandRun.of(ports, "scan", "--resume", file("none"), "--json")
                        .json())
                .isEqualTo(CommandRun.parse("{'error':{'type':'UsageException','message':\"" + file("none")
                        + " can\\u0027t be read: there is no such file\",'hint':\"try \\u0027ports scan"
                        + " --help\\u0027\"}}"));
        assertThat(ports.asked).isEmpty();
    }
}
