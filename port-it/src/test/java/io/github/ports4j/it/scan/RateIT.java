package io.github.ports4j.it.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.PortSet;
import io.github.ports4j.Ports;
import io.github.ports4j.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rate that was asked for, as the device counts packets: no second of the scan has more, and most have no less. */
@Tag("root")
@Timeout(120)
class RateIT {
    private static final int RATE = 2000;
    private static final PortSet FOUR_SECONDS = PortSet.parse("20001-28000");
    private static final double TOLERANCE = 0.05;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Path DEVICES = Path.of("/proc/thread-self/net/dev");

    @ParameterizedTest
    @EnumSource
    void holds_in_every_second(Engine engine) {
        try (Laboratory lab = Laboratory.build()) {
            LabHost host = LabHosts.answering(Way.CABLE); // a port is closed by one packet each way
            List<Sample> samples = lab.inside(() -> {
                try (Scan scan = Ports.local()
                        .scanner()
                        .start(engine.of(host.request(FOUR_SECONDS)).rate(RATE))) {
                    return watch(scan);
                }
            });
            List<Double> rates = perSecond(samples);
            assertThat(rates).isNotEmpty().allSatisfy(rate -> assertThat(rate).isLessThan(RATE * (1 + TOLERANCE)));
            assertThat(median(rates)).isGreaterThan(RATE * (1 - TOLERANCE));
        }
    }

    /** Counts while the scan goes on. */
    private static List<Sample> watch(Scan scan) throws IOException {
        List<Sample> samples = new ArrayList<>();
        while (!scan.isDone()) {
            samples.add(Sample.take());
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos()); // leaves the processor to the scan
        }
        return samples;
    }

    /** Packets in each second that begins with a sample. */
    private static List<Double> perSecond(List<Sample> samples) {
        List<Double> rates = new ArrayList<>();
        int end = 0;
        for (Sample begin : samples) {
            while (end < samples.size() && samples.get(end).nanos < begin.nanos + SECOND) {
                end++;
            }
            if (end == samples.size()) {
                break;
            }
            Sample last = samples.get(end);
            rates.add((last.packets - begin.packets) * (double) SECOND / (last.nanos - begin.nanos));
        }
        return rates;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** How many packets the scanner's device had sent at that time. */
    private record Sample(long nanos, long packets) {
        static Sample take() throws IOException {
            for (String line : Files.readAllLines(DEVICES)) {
                if (line.strip().startsWith("lab0:")) {
                    long sent = Long.parseLong(
                            line.substring(line.indexOf(':') + 1).strip().split(" +", -1)[9]);
                    return new Sample(System.nanoTime(), sent);
                }
            }
            throw new AssertionError("no device lab0");
        }
    }
}
