package io.github.ports4j.bench;

import io.github.ports4j.Ports;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** This host, for the benchmarks of JMH; what is on it stands before they are started. */
@State(Scope.Benchmark)
public class Host {
    /** A port that is held; W2 holds this one. */
    @Param("18080")
    int heldPort;

    /** A port that nobody holds. */
    @Param("18079")
    int freePort;

    final Ports ports = Ports.local();

    /** For JMH. */
    public Host() {}
}
