package io.github.ports4j.cli;

import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Says what a report does not tell, and why: one line on standard error. */
final class ScanGaps {
    private ScanGaps() {}

    static void say(ScanReport report, Output output) {
        List<String> gaps = new ArrayList<>();
        report.unresolved().forEach((host, reason) -> gaps.add(host + " stands for no address: " + reason));
        long untried = report.count(ScanState.UNTRIED);
        if (untried > 0) {
            gaps.add(untried + (untried == 1 ? " port" : " ports") + " untried: "
                    + new ScanReasons(report.hosts()).why(ScanState.UNTRIED));
        }
        int shards = report.request().shards();
        if (report.shards().size() < shards) {
            gaps.add("of " + shards + " shards it has only " + ranges(report.shards()));
        }
        if (!gaps.isEmpty()) {
            output.say(output.message().add(Style.WARNING, "incomplete: ").add(String.join("; ", gaps)));
        }
    }

    /** People count from 1: {@code 1,3-8}. */
    private static String ranges(List<Integer> shards) {
        BitSet numbers = new BitSet();
        shards.forEach(shard -> numbers.set(shard + 1));
        List<String> ranges = new ArrayList<>();
        for (int first = numbers.nextSetBit(0); first >= 0; ) {
            int last = numbers.nextClearBit(first) - 1;
            ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
            first = numbers.nextSetBit(last + 1);
        }
        return String.join(",", ranges);
    }
}
