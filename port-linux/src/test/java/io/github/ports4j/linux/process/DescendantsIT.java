package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ProcessId;
import io.github.ports4j.spi.HostValues;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DescendantsIT {
    private final LinuxProcesses processes = new LinuxProcesses();

    @Test
    void findsATreeOfShells() {
        String script = "/bin/sh -c 'sleep 1000 & echo $$ $!; wait' & read x; wait";
        try (Child child = Child.shell(script)) {
            List<Long> pids =
                    Stream.of(child.line().split(" ", -1)).map(Long::parseLong).toList();
            List<ProcessId> descendants = processes.descendants(child.id());
            assertThat(descendants).extracting(ProcessId::pid).containsExactlyElementsOf(pids);
            assertThat(descendants)
                    .allSatisfy(id -> assertThat(
                                    processes.read(id.pid()).orElseThrow().id())
                            .isEqualTo(id));
            assertThat(processes.descendants(
                            processes.read(processes.currentPid()).orElseThrow().id()))
                    .contains(child.id())
                    .containsAll(descendants)
                    .doesNotHaveDuplicates();
            assertThat(processes.descendants(descendants.get(1))).isEmpty();
        }
    }

    @Test
    void leavesOutZombies() {
        try (Zombie zombie = Zombie.start()) {
            assertThat(processes.descendants(zombie.parent().id())).isEmpty();
        }
    }

    @Test
    void findsNothingBelowAnotherProcessOfTheSamePid() {
        try (Child child = Child.shell("sleep 1000 & echo $!; wait")) {
            assertThat(child.line()).isNotEmpty();
            ProcessId id = child.id();
            assertThat(processes.descendants(id)).hasSize(1);
            assertThat(processes.descendants(HostValues.processId(id.pid(), id.startToken() + 1, id.startTime())))
                    .isEmpty();
        }
    }
}
