package io.github.ports4j.bench;

import io.github.ports4j.PortReport;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Explains one port. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class ExplainBenchmark {
    /** For JMH. */
    public ExplainBenchmark() {}

    /** One that is held. */
    @Benchmark
    public PortReport held(Host host) {
        return host.ports.tcp(host.heldPort).explain();
    }

    /** One that is free. */
    @Benchmark
    public PortReport free(Host host) {
        return host.ports.tcp(host.freePort).explain();
    }
}
