package io.github.ports4j.it.scan;

import io.github.ports4j.PortSet;
import io.github.ports4j.Ports;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A scan as a process of its own: {@code FILE ADDRESS PORTS SHARD SHARDS ENGINE [hungry]}. The report is written to the file. A hungry
 * one takes all descriptors that its scan leaves or gives back, for a while in the middle of it.
 */
final class ScanProgram {
    private static final int DONE_BEFORE = 500;
    private static final long HUNGRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private ScanProgram() {}

    public static void main(String... arguments) throws IOException {
        ScanRequest all = ScanRequest.of(arguments[1]).tcp(PortSet.parse(arguments[2]));
        ScanRequest request = Engine.valueOf(arguments[5])
                .of(all.shard(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])));
        try (Scan scan = Ports.local().scanner().start(request)) {
            if (arguments.length > 6) {
                beHungry(scan);
            }
            ScanReport report = scan.await();
            try (Writer out = Files.newBufferedWriter(Path.of(arguments[0]))) {
                report.write(out);
            }
        }
    }

    /** What it wrote. */
    static ScanReport read(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            return ScanReport.read(in);
        }
    }

    private static void beHungry(Scan scan) throws IOException {
        while (scan.progress().done() < DONE_BEFORE) {
            Thread.onSpinWait();
        }
        List<FileInputStream> taken = new ArrayList<>();
        try {
            long end = System.nanoTime() + HUNGRY_NANOS;
            int refused = 0;
            while (System.nanoTime() < end) {
                try {
                    taken.add(new FileInputStream("/dev/null"));
                } catch (IOException e) {
                    refused++; // for now there is none left
                }
            }
            if (refused == 0 || scan.isDone()) {
                throw new IllegalStateException("the scan was not short of descriptors");
            }
        } finally {
            for (FileInputStream file : taken) {
                file.close();
            }
        }
    }
}
