package io.github.ports4j.it.scan;

import static io.github.ports4j.it.scan.Exactness.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortSet;
import io.github.ports4j.ScanReport;
import io.github.ports4j.it.rare.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scan divided among processes. */
@Tag("root")
@Timeout(180)
class ShardProcessesIT {
    private static final PortSet ALL = PortSet.parse("1-65535");
    private static final int SHARDS = 8;

    @TempDir
    private Path folder;

    @Test
    void eight_processes_are_one_scan() throws IOException, InterruptedException {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.keeping(Way.CABLE);
            SynCounter counter = SynCounter.entering(lab.target(), host);
            ScanReport merged = ScanReport.merge(scanned(lab, host));
            assertExact(merged, host);
            Map<Integer, Long> asked = counter.counts();
            assertThat(asked).hasSize(ALL.size());
            asked.values().removeIf(times -> times == 1);
            assertThat(asked).as("ports that were asked more than once").isEmpty();

            ScanReport one = lab.scan(host.request(ALL));
            assertThat(merged.results().toList())
                    .usingElementComparator((a, b) -> a.port().equals(b.port()) && a.state() == b.state() ? 0 : 1)
                    .isEqualTo(one.results().toList());
        }
    }

    /** The reports of processes that scan at the same time. */
    private List<ScanReport> scanned(Laboratory lab, LabHost host) throws IOException, InterruptedException {
        Jvm jvm = Jvm.quick().under("nsenter", "--net=" + lab.scanner().path());
        List<Process> processes = new ArrayList<>();
        List<ScanReport> reports = new ArrayList<>();
        try {
            for (int shard = 0; shard < SHARDS; shard++) {
                processes.add(jvm.start(
                        ScanProgram.class,
                        folder.resolve("shard-" + shard).toString(),
                        host.address(),
                        ALL.toString(),
                        Integer.toString(shard),
                        Integer.toString(SHARDS),
                        Engine.OF_THE_SYSTEM.name()));
            }
            for (int shard = 0; shard < SHARDS; shard++) {
                assertThat(processes.get(shard).waitFor()).as("shard %d", shard).isZero();
                reports.add(ScanProgram.read(folder.resolve("shard-" + shard)));
            }
            return reports;
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }
}
