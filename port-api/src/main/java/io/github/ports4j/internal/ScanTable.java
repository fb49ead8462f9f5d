package io.github.ports4j.internal;

import io.github.ports4j.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scan has found, on its way into a {@code ScanReport}. */
public final class ScanTable {
    public final ScanRequest request;
    public final List<ScanRow> rows = new ArrayList<>();

    /** Names of hosts that stand for no address, and why. */
    public final Map<String, String> unresolved = new LinkedHashMap<>();

    /** The shards of the request that this is about. */
    public final BitSet shards = new BitSet();

    public long probes;
    public Duration elapsed = Duration.ZERO;

    public ScanTable(ScanRequest request) {
        this.request = request;
    }
}
