package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.Signal;
import io.github.ports4j.spi.ProcessTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitWaitIT {
    private final LinuxProcesses processes = new LinuxProcesses();

    private Duration await(List<ProcessTarget> targets, Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        processes.awaitExit(targets, timeout);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @ParameterizedTest
    @EnumSource(ProcessSignalIT.Way.class)
    void waitsUntilTheTimeHasPassed(ProcessSignalIT.Way way) throws Exception {
        try (Child child = Child.start("sleep", "1000");
                ProcessTarget target = way.open(child.id()).orElseThrow()) {
            for (Duration timeout : List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(-1),
                    Duration.ofNanos(1),
                    Duration.ofNanos(300_000),
                    Duration.ofMillis(120))) {
                Duration waited = await(List.of(target), timeout);
                assertThat(waited).isBetween(timeout, timeout.plusSeconds(2));
            }
        }
    }

    @Test
    void waitsForNobody() throws Exception {
        assertThat(await(List.of(), Duration.ofMillis(60))).isBetween(Duration.ofMillis(60), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(ProcessSignalIT.Way.class)
    void returnsAtOnceIfOneIsGone(ProcessSignalIT.Way way) throws Exception {
        try (Child gone = Child.start("sleep", "1000");
                Child child = Child.start("sleep", "1000");
                ProcessTarget target = way.open(gone.id()).orElseThrow();
                ProcessTarget other = processes.open(child.id()).orElseThrow()) {
            assertThat(target.send(Signal.KILL)).isEqualTo(ProcessTarget.Delivery.DELIVERED);
            assertThat(gone.reap()).isEqualTo(128 + 9);
            assertThat(await(List.of(other, target), Duration.ofDays(365_000_000_000L)))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void returnsWhenOneOfSeveralEnds(int first) throws Exception {
        try (Child one = Child.start("sleep", "1000");
                Child two = Child.start("sleep", "1000");
                ProcessTarget held = processes.open(one.id()).orElseThrow();
                ProcessTarget watched = LinuxProcesses.watched(two.id()).orElseThrow()) {
            List<ProcessTarget> targets = List.of(held, watched);
            Thread killer = new Thread(() -> {
                pause(100);
                targets.get(first).send(Signal.KILL);
            });
            killer.start();
            assertThat(await(targets, Duration.ofSeconds(20))).isBetween(Duration.ofMillis(90), Duration.ofSeconds(5));
            assertThat(targets.get(first).gone()).isTrue();
            assertThat(targets.get(1 - first).gone()).isFalse();
            killer.join();
        }
    }

    @ParameterizedTest
    @EnumSource(ProcessSignalIT.Way.class)
    void noticesAnInterrupt(ProcessSignalIT.Way way) throws Exception {
        try (Child child = Child.start("sleep", "1000");
                ProcessTarget target = way.open(child.id()).orElseThrow()) {
            AtomicReference<Duration> noticed = new AtomicReference<>();
            AtomicLong interrupted = new AtomicLong();
            Thread waiting = new Thread(() -> {
                try {
                    processes.awaitExit(List.of(target), Duration.ofSeconds(20));
                } catch (InterruptedException expected) {
                    noticed.set(Duration.ofNanos(System.nanoTime() - interrupted.get()));
                }
            });
            waiting.start();
            pause(120);
            interrupted.set(System.nanoTime());
            waiting.interrupt();
            waiting.join();
            assertThat(noticed.get()).isNotNull().isPositive().isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void noticesAnInterruptThatWasThereBefore() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> processes.awaitExit(List.of(), Duration.ZERO));
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
