package io.github.ports4j.cli;

import io.github.ports4j.CounterRates;
import io.github.ports4j.ProtocolCounters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a protocol counted between two readings.
 *
 * @param counters the later reading
 * @param rates empty if the earlier one did not have the protocol
 */
record Change(ProtocolCounters counters, Optional<CounterRates> rates) {
    static List<Change> of(List<ProtocolCounters> earlier, List<ProtocolCounters> now) {
        return now.stream()
                .map(counters -> new Change(
                        counters,
                        earlier.stream()
                                .filter(before -> before.protocol() == counters.protocol())
                                .findFirst()
                                .map(counters::since)))
                .toList();
    }

    /** All were read one right after the other, so that the first stands for all. */
    static Optional<Duration> elapsed(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> change.rates.stream())
                .map(CounterRates::elapsed)
                .findFirst();
    }

    /** By how much a value of the later reading has grown, if that is known. */
    OptionalLong change(String name) {
        return rates.isPresent() ? rates.get().change(name) : OptionalLong.empty();
    }

    OptionalDouble perSecond(String name) {
        return rates.isPresent() ? rates.get().perSecond(name) : OptionalDouble.empty();
    }
}
