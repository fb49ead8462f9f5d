package io.github.ports4j.cli;

import io.github.ports4j.HostScan;
import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many ports have which state, and why, in words. */
final class ScanReasons {
    private final Map<ScanReason, Long> counts = new EnumMap<>(ScanReason.class);

    /** Those of all these addresses together. */
    ScanReasons(Collection<HostScan> hosts) {
        hosts.forEach(host -> host.reasons().forEach((reason, count) -> counts.merge(reason, count, Long::sum)));
    }

    /** {@code open 2, closed 1021, filtered 3 (no answer 2, it was reset 1)}; states that no port has are left out. */
    String text() {
        return Stream.of(ScanState.values())
                .map(this::text)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private Optional<String> text(ScanState state) {
        long count = counts.entrySet().stream()
                .filter(entry -> entry.getKey().state() == state)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (count == 0) {
            return Optional.empty();
        }
        String text = label(state) + " " + count;
        return Optional.of(
                switch (state) {
                    case OPEN, CLOSED -> text;
                    case FILTERED, OPEN_OR_FILTERED, UNTRIED -> text + " (" + why(state) + ")";
                });
    }

    /** {@code no answer}; of several reasons each with its count. */
    String why(ScanState state) {
        Map<ScanReason, Long> reasons = new EnumMap<>(ScanReason.class);
        counts.forEach((reason, count) -> {
            if (reason.state() == state) {
                reasons.put(reason, count);
            }
        });
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey().text() + (reasons.size() == 1 ? "" : " " + entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String label(ScanState state) {
        return switch (state) {
            case OPEN -> "open";
            case CLOSED -> "closed";
            case FILTERED -> "filtered";
            case OPEN_OR_FILTERED -> "open|filtered";
            case UNTRIED -> "untried";
        };
    }
}
