package io.github.ports4j.bench;

import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Reads the socket table. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SocketTableBenchmark {
    /** For JMH. */
    public SocketTableBenchmark() {}

    /** Who holds a port. */
    @Benchmark
    public Sockets ownersOfHeldPort(Host host) {
        return host.ports.sockets().read(SocketQuery.tcp().listening().port(host.heldPort));
    }

    /** Who holds a port that nobody holds: no process is looked at. */
    @Benchmark
    public Sockets ownersOfFreePort(Host host) {
        return host.ports.sockets().read(SocketQuery.tcp().listening().port(host.freePort));
    }

    /** All TCP sockets. */
    @Benchmark
    public Sockets withoutOwners(Host host) {
        return host.ports.sockets().read(SocketQuery.tcp().withoutOwners());
    }

    /** All TCP sockets and who holds them. */
    @Benchmark
    public Sockets withOwners(Host host) {
        return host.ports.sockets().read(SocketQuery.tcp());
    }
}
