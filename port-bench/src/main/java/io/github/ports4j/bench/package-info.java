/**
 * Benchmarks of ports4j. {@link io.github.ports4j.bench.Paired} compares it with other programs, {@link
 * io.github.ports4j.bench.Allocation} counts bytes, and the benchmarks of JMH stand for themselves. {@code run.sh} runs it all.
 */
@org.jspecify.annotations.NullMarked
package io.github.ports4j.bench;
