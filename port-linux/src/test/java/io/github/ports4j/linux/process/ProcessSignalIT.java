package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.spi.ProcessFacts.State;
import io.github.ports4j.spi.ProcessTarget;
import io.github.ports4j.spi.ProcessTarget.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals to real processes, by pidfd and by what stands in for it. */
class ProcessSignalIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final LinuxProcesses processes = new LinuxProcesses();

    /** How a process is taken hold of. */
    enum Way {
        PIDFD,
        KILL;

        Optional<ProcessTarget> open(ProcessId id) {
            return this == PIDFD ? new LinuxProcesses().open(id) : LinuxProcesses.watched(id);
        }
    }

    @Test
    void usesPidfdsOnThisKernel() {
        try (Child child = Child.start("sleep", "1000");
                ProcessTarget target = processes.open(child.id()).orElseThrow()) {
            assertThat(target).isInstanceOf(PidfdTarget.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAProcess(Way way) throws Exception {
        try (Child child = Child.start("sleep", "1000");
                ProcessTarget target = way.open(child.id()).orElseThrow()) {
            assertThat(target.id()).isEqualTo(child.id());
            assertThat(target.gone()).isFalse();
            assertThat(target.facts().orElseThrow().id()).isEqualTo(target.id());
            assertThat(target.permission()).isEqualTo(Delivery.DELIVERED);
            assertThat(target.send(Signal.TERM)).isEqualTo(Delivery.DELIVERED);
            long start = System.nanoTime();
            processes.awaitExit(List.of(target), LONG);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(target.gone()).isTrue();
            assertThat(child.reap()).isEqualTo(128 + 15);
            assertThat(target.gone()).isTrue();
            assertThat(target.facts()).isEmpty();
            assertThat(target.permission()).isEqualTo(Delivery.GONE);
            assertThat(target.send(Signal.KILL)).isEqualTo(Delivery.GONE);
            assertThat(way.open(target.id())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsEachSignalUnderItsNumber(Way way) {
        String script = "for s in TERM HUP INT QUIT USR1 USR2 CONT; do trap \"echo $s\" $s; done; echo ready;"
                + " while :; do sleep 0.01; done";
        try (Child child = Child.shell(script)) {
            assertThat(child.line()).isEqualTo("ready");
            assumeTrue(
                    child.facts().ignored().isEmpty(),
                    "these tests were started with signals ignored, which a shell can't catch: "
                            + child.facts().ignored());
            try (ProcessTarget target = way.open(child.id()).orElseThrow()) {
                for (Signal signal : Signal.values()) {
                    if (signal != Signal.KILL) {
                        assertThat(target.send(signal)).isEqualTo(Delivery.DELIVERED);
                        assertThat(child.line()).isEqualTo(signal.name());
                    }
                }
                assertThat(target.send(Signal.KILL)).isEqualTo(Delivery.DELIVERED);
                assertThat(child.reap()).isEqualTo(128 + 9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotOpenAnotherProcessUnderTheSamePid(Way way) {
        try (Child child = Child.start("sleep", "1000")) {
            ProcessId id = child.id();
            ProcessId earlier = HostValues.processId(id.pid(), id.startToken() - 1, id.startTime());
            assertThat(way.open(earlier)).isEmpty();
            assertThat(way.open(HostValues.processId(id.pid() + (1L << 32), id.startToken(), id.startTime())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAZombieForGone(Way way) throws Exception {
        try (Child parent = Child.shell("sleep 1000 & echo $!; exec sleep 1000")) {
            long pid = Long.parseLong(parent.line());
            ProcessId id =
                    Child.await(pid, facts -> facts.name().equals("sleep")).id();
            parent.await(facts -> facts.name().equals("sleep")); // it reaps nobody any more
            try (ProcessTarget target = way.open(id).orElseThrow()) {
                assertThat(target.send(Signal.KILL)).isEqualTo(Delivery.DELIVERED);
                processes.awaitExit(List.of(target), LONG);
                assertThat(target.gone()).isTrue();
                assertThat(target.facts()).isEmpty();
            }
            assertThat(processes.read(pid).orElseThrow().state()).isEqualTo(State.ZOMBIE);
            assertThat(way.open(id)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeAProcessForGoneWhoseFirstThreadHasEnded(Way way) throws Exception {
        try (Child child = LeaderGone.start()) {
            assertThat(child.line()).isEqualTo("ready");
            child.await(facts -> LeaderGone.isZombie(child.pid()));
            try (ProcessTarget target = way.open(child.id()).orElseThrow()) {
                assertThat(target.gone()).isFalse();
                processes.awaitExit(List.of(target), Duration.ofMillis(20));
                assertThat(target.facts().orElseThrow().name()).isEqualTo("worker");
                assertThat(target.send(Signal.KILL)).isEqualTo(Delivery.DELIVERED);
                processes.awaitExit(List.of(target), LONG);
                assertThat(target.gone()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAStoppedProcess(Way way) throws Exception {
        try (Child child = Child.start("sleep", "1000");
                ProcessTarget target = way.open(child.id()).orElseThrow()) {
            child.signal(19);
            child.await(facts -> facts.state() == State.STOPPED);
            assertThat(target.gone()).isFalse();
            assertThat(target.send(Signal.TERM)).isEqualTo(Delivery.DELIVERED);
            processes.awaitExit(List.of(target), Duration.ofMillis(30));
            assertThat(target.gone()).isFalse();
            assertThat(target.send(Signal.CONT)).isEqualTo(Delivery.DELIVERED);
            processes.awaitExit(List.of(target), LONG);
            assertThat(target.gone()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheDescriptorsOfAClosedTargetToItself(Way way) {
        try (Child child = Child.start("sleep", "1000")) {
            ProcessTarget target = way.open(child.id()).orElseThrow();
            target.close();
            target.close();
            assertThatIllegalStateException().isThrownBy(target::gone);
            assertThatIllegalStateException().isThrownBy(() -> target.send(Signal.TERM));
            assertThatIllegalStateException()
                    .isThrownBy(() -> processes.awaitExit(List.of(target), Duration.ofMillis(1)));
            assertThat(child.facts().state()).isEqualTo(State.ALIVE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoDescriptorOpen(Way way) {
        try (Child child = Child.start("sleep", "1000")) {
            ProcessId id = child.id();
            ProcessId wrong = HostValues.processId(id.pid(), id.startToken() + 1, id.startTime());
            try (ProcessTarget target = way.open(id).orElseThrow()) {
                assertThat(target.permission()).isEqualTo(Delivery.DELIVERED); // loads what it needs, with its files
            }
            int before = Descriptors.count();
            for (int round = 0; round < 1000; round++) {
                try (ProcessTarget target = way.open(id).orElseThrow()) {
                    assertThat(target.permission()).isEqualTo(Delivery.DELIVERED);
                }
                assertThat(way.open(wrong)).isEmpty();
            }
            assertThat(Descriptors.leftOpen(before)).isZero();
        }
    }

    @Test
    void saysThatTheLimitOfDescriptorsIsReached() {
        try (Child jvm = Child.start(
                List.of("/bin/sh", "-c", "ulimit -n 64; exec \"$@\"", "sh"), Child.java(DescriptorLimit.class))) {
            assertThat(jvm.line()).startsWith("EMFILE ");
            assertThat(jvm.line()).as("descriptors left open").isEqualTo("0");
            assertThat(jvm.line()).startsWith("EMFILE ");
            assertThat(jvm.line()).as("descriptors left open").isEqualTo("0");
        }
    }

    @Test
    @Tag("root")
    void refusesTheNumbersOfAnotherPidNamespace() {
        assumeTrue(ProcessReadIT.isRoot(), "only root makes a pid namespace here");
        try (Child jvm = Child.start(List.of("unshare", "--pid", "--fork"), Child.java(ForeignProc.class))) {
            assertThat(jvm.line()).startsWith("/proc shows the pids of another pid namespace");
        }
    }
}
