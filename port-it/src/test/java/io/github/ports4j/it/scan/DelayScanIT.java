package io.github.ports4j.it.scan;

import static io.github.ports4j.it.scan.Exactness.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same over a path with 20 ms round trip on which packets are lost, of which some are answers. */
@Tag("root")
@Tag("laboratory")
@Timeout(3600)
class DelayScanIT {
    private static final PortSet ALL = PortSet.parse("1-65535");
    private static final int MICROS = 10_000;
    private static final int ONE_PERCENT = 10_000;
    private static final int FIVE_PERCENT = 50_000;

    @ParameterizedTest
    @EnumSource
    void one_percent_lost(Engine engine) {
        Series.inFullFor(engine);
        int runs = Series.once(20);
        assertThat(inexact(engine, ONE_PERCENT, runs))
                .as("inexact by seed, of %d", runs)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void five_percent_lost(Engine engine) {
        Series.inFullFor(engine);
        int runs = Series.once(50);
        assertThat(inexact(engine, FIVE_PERCENT, runs))
                .as("inexact by seed, of %d", runs)
                .hasSizeLessThanOrEqualTo(runs / 50);
    }

    /** One scan of a host that answers and one of a host that filters for each seed; what was wrong by seed. */
    private static Map<Long, List<AssertionError>> inexact(Engine engine, int lost, int runs) {
        Map<Long, List<AssertionError>> wrong = new TreeMap<>();
        // the engine of the system is the one that is used; the other one takes its time
        int seeds = engine == Engine.OF_THE_SYSTEM ? runs : Math.max(1, runs / 3);
        for (long seed = 1; seed <= seeds; seed++) {
            try (Laboratory lab = Laboratory.build()) {
                lab.delay(MICROS, lost, seed);
                for (LabHost host : List.of(LabHosts.answering(Way.DELAYED), LabHosts.filtered(Way.DELAYED))) {
                    try {
                        assertExact(lab.scan(engine.of(host.request(ALL).seed(seed))), host);
                    } catch (AssertionError e) {
                        wrong.computeIfAbsent(seed, key -> new ArrayList<>()).add(e);
                    }
                }
            }
        }
        return wrong;
    }
}
