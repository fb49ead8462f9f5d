package io.github.ports4j.macos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.macos.standin.StandInControl;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of a process is told by the kqueue, and not only found by looking. */
@Tag("standin")
class ExitWaitIT {
    /** A process that never looks as if it had ended. */
    private record Unseen(ProcessId id) implements ProcessTarget {
        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public Optional<ProcessFacts> facts() {
            return Optional.empty();
        }

        @Override
        public Delivery permission() {
            return Delivery.DELIVERED;
        }

        @Override
        public Delivery send(Signal signal) {
            return Delivery.DELIVERED;
        }

        @Override
        public void close() {}
    }

    @Test
    void theKqueueTellsTheEnd() throws Exception {
        StandInControl control = StandIn.load();
        Process process = sleeping();
        try {
            ProcessTarget target = new Unseen(id(process));
            control.reset();
            FutureTask<Void> wait = new FutureTask<>((Callable<Void>) () -> {
                ExitWait.await(List.of(target), Duration.ofSeconds(60));
                return null;
            });
            Thread waiting = new Thread(wait);
            waiting.start();
            while (control.calls("kevent") < 2) { // the first of them registers
                assertThat(waiting.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            assertThat(wait.isDone()).isFalse();

            process.destroyForcibly();

            assertThat(wait.get(20, TimeUnit.SECONDS)).isNull();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static Process sleeping() throws IOException {
        return new ProcessBuilder("sleep", "60").start();
    }

    private static ProcessId id(Process process) {
        try (ProcessReader reader = new ProcessReader()) {
            return reader.id((int) process.pid()).orElseThrow();
        }
    }
}
