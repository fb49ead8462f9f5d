package io.github.ports4j.linux.statistics;

import io.github.ports4j.CounterRates;
import io.github.ports4j.ProtocolCounters;
import io.github.ports4j.StatisticsProtocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All counters of one moment. */
record Reading(List<ProtocolCounters> all) {
    /** Those of one protocol, which must be there. */
    ProtocolCounters of(StatisticsProtocol protocol) {
        return all.stream()
                .filter(counters -> counters.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    /** What has changed of one protocol since an earlier reading. */
    Map<String, Long> changes(StatisticsProtocol protocol, Reading earlier) {
        CounterRates rates = of(protocol).since(earlier.of(protocol));
        Map<String, Long> changes = new LinkedHashMap<>();
        rates.names().forEach(name -> changes.put(name, rates.change(name).orElseThrow()));
        changes.values().removeIf(change -> change == 0);
        return changes;
    }

    /** By how much one value has grown since an earlier reading. */
    long change(StatisticsProtocol protocol, String name, Reading earlier) {
        return changes(protocol, earlier).getOrDefault(name, 0L);
    }
}
