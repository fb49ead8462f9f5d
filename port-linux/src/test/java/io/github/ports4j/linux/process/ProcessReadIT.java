package io.github.ports4j.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.Signal;
import io.github.ports4j.spi.ProcessFacts;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import io.github.ports4j.spi.ProcessFacts.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessReadIT {
    private final LinuxProcesses processes = new LinuxProcesses();

    @TempDir
    Path folder;

    @Test
    void knowsThisJvm() {
        assertThat(processes.currentPid()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    @Tag("oracle")
    void readsThisJvmAsTheJdkDoes() {
        ProcessHandle jdk = ProcessHandle.current();
        ProcessFacts facts = processes.read(jdk.pid()).orElseThrow();
        assertThat(facts.id().pid()).isEqualTo(jdk.pid());
        assertThat(facts.name()).isEqualTo("java");
        assertThat(facts.user()).isEqualTo(jdk.info().user().orElseThrow());
        assertThat(facts.executable()).contains(Path.of(jdk.info().command().orElseThrow()));
        String arguments = String.join(" ", jdk.info().arguments().orElseThrow());
        assertThat(facts.commandLine())
                .hasValueSatisfying(line -> assertThat(line).endsWith(arguments));
        assertThat(facts.parent()).hasValue(jdk.parent().orElseThrow().pid());
        // The JDK counts from a time of boot that is rounded to seconds.
        assertThat(facts.id().startTime())
                .isCloseTo(jdk.info().startInstant().orElseThrow(), within(1, ChronoUnit.SECONDS));
        assertThat(facts.state()).isEqualTo(State.ALIVE);
        assertThat(facts.freezer()).isEqualTo(Freezer.THAWED);
        assertThat(facts.kernelThread()).isFalse();
        assertThat(facts.firstOfNamespace()).isFalse();
        assertThat(facts.caught()).contains(Signal.QUIT);
        for (Signal signal : List.of(Signal.TERM, Signal.HUP, Signal.INT)) {
            // A JVM leaves alone what was ignored when it was started, as INT in the background of a script.
            assertThat(facts.caught().contains(signal))
                    .isNotEqualTo(facts.ignored().contains(signal));
        }
    }

    @Test
    void givesTheSameIdentityEachTime() {
        try (Child child = Child.start("sleep", "1000")) {
            assertThat(child.id()).isEqualTo(child.id());
            assertThat(child.id())
                    .isNotEqualTo(
                            processes.read(processes.currentPid()).orElseThrow().id());
        }
    }

    @Test
    void findsNobodyUnderANumberThatNoProcessHas() {
        Child child = Child.start("true");
        child.reap();
        assertThat(processes.read(child.pid())).isEmpty();
        assertThat(processes.read(0)).isEmpty();
        assertThat(processes.read(-1)).isEmpty();
        assertThat(processes.read(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void doesNotTakeAThreadForAProcess() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            List<Long> threads = tasks.map(
                            task -> Long.parseLong(task.getFileName().toString()))
                    .filter(tid -> tid != ProcessHandle.current().pid())
                    .toList();
            assertThat(threads).isNotEmpty();
            assertThat(threads)
                    .allSatisfy(tid -> assertThat(processes.read(tid)).isEmpty());
        }
    }

    @Test
    void readsNamesOfAnyBytes() {
        assertThat(renamed(")\\n(x) Z 0 0")).isEqualTo(")\n(x) Z 0 0");
        assertThat(renamed("\\033[31m\\377")).isEqualTo("\u001b[31m\ufffd");
        assertThat(renamed("\\000")).isEmpty();
        assertThat(renamed("\\303\\244123456789abcde")).isEqualTo("\u00e4123456789abcd"); // cut to 15 bytes
    }

    /** The name that is read of a process that calls itself this. */
    private String renamed(String octal) {
        try (Child child = Child.shell("printf '" + octal + "' > /proc/$$/comm; echo; read x")) {
            assertThat(child.line()).isEmpty();
            ProcessFacts facts = child.facts();
            assertThat(facts.state()).isEqualTo(State.ALIVE);
            assertThat(facts.parent()).hasValue(ProcessHandle.current().pid());
            return facts.name();
        }
    }

    @Test
    void readsArguments() {
        try (Child child = Child.start("/bin/sh", "-c", "echo; read x", "a b", "", "\u00e4")) {
            assertThat(child.line()).isEmpty();
            assertThat(child.facts().commandLine()).contains("/bin/sh -c echo; read x a b  \u00e4");
            assertThat(child.facts().toString()).doesNotContain("read x");
        }
    }

    @Test
    void namesAnExecutableThatWasDeleted() throws IOException {
        Path copy = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve("sleep"));
        try (Child child = Child.start(copy.toString(), "1000")) {
            child.await(facts -> facts.executable().equals(Optional.of(copy)));
            Files.delete(copy);
            assertThat(child.facts().executable()).contains(copy);
        }
    }

    @Test
    void readsWhatItIgnoresAndCatches() {
        try (Child child = Child.shell("trap '' HUP USR2; trap : USR1 QUIT; echo; read x")) {
            assertThat(child.line()).isEmpty();
            ProcessFacts facts = child.facts();
            assertThat(facts.ignored()).contains(Signal.HUP, Signal.USR2).doesNotContain(Signal.TERM, Signal.KILL);
            assertThat(facts.caught()).contains(Signal.USR1, Signal.QUIT).doesNotContain(Signal.TERM, Signal.HUP);
        }
    }

    @Test
    void tellsThatItIsStopped() {
        try (Child child = Child.start("sleep", "1000")) {
            child.signal(19);
            assertThat(child.await(facts -> facts.state() == State.STOPPED).id())
                    .isEqualTo(child.id());
            child.signal(18);
            child.await(facts -> facts.state() == State.ALIVE);
        }
    }

    @Test
    void tellsAZombie() {
        try (Zombie dead = Zombie.start()) {
            ProcessFacts zombie = dead.facts();
            assertThat(zombie.name()).isEqualTo("sleep");
            assertThat(zombie.executable()).isEmpty();
            assertThat(zombie.commandLine()).isEmpty();
            assertThat(zombie.parent()).hasValue(dead.parent().pid());
        }
    }

    @Test
    void readsALivingThreadWhereTheFirstHasEnded() {
        try (Child child = LeaderGone.start()) {
            long pid = child.pid();
            assertThat(child.line()).isEqualTo("ready");
            Child.await(pid, facts -> LeaderGone.isZombie(pid));
            ProcessFacts facts = child.facts();
            assertThat(facts.state()).isEqualTo(State.ALIVE);
            assertThat(facts.name()).isEqualTo("worker");
            assertThat(facts.ignored()).contains(Signal.USR2);
            assertThat(facts.executable()).isPresent();
            assertThat(facts.commandLine())
                    .hasValueSatisfying(line -> assertThat(line).contains("-c"));
            assertThat(facts.parent()).hasValue(ProcessHandle.current().pid());
            child.signal(19);
            child.await(stopped -> stopped.state() == State.STOPPED);
        }
    }

    @Test
    void knowsKernelThreads() throws IOException {
        assumeTrue(
                Files.exists(Path.of("/proc/2/comm"))
                        && Files.readString(Path.of("/proc/2/comm")).equals("kthreadd\n"),
                "no kernel thread is seen in this pid namespace");
        ProcessFacts facts = processes.read(2).orElseThrow();
        assertThat(facts.kernelThread()).isTrue();
        assertThat(facts.commandLine()).isEmpty();
        assertThat(facts.executable()).isEmpty();
        assertThat(facts.parent()).isEmpty();
    }

    @Test
    void readsEveryProcessOfThisHost() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            List<Long> pids = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .toList();
            assertThat(pids).contains(processes.currentPid());
            for (long pid : pids) {
                processes
                        .read(pid)
                        .ifPresent(facts -> assertThat(facts.id().pid()).isEqualTo(pid));
            }
        }
    }

    @Test
    @Tag("root")
    void namesTheEffectiveUser() {
        assumeTrue(isRoot(), "only root can become others");
        assertThat(userOf("--reuid=65534")).isEqualTo("nobody");
        assertThat(userOf("--reuid=54321")).isEqualTo("54321");
        assertThat(userOf("--ruid=65534")).isEqualTo("root");
    }

    private static String userOf(String option) {
        try (Child child = Child.start("setpriv", option, "--clear-groups", "sleep", "1000")) {
            return child.await(facts -> facts.name().equals("sleep")).user();
        }
    }

    @Test
    @Tag("root")
    void tellsTheFirstProcessOfAPidNamespace() {
        assumeTrue(isRoot(), "only root makes a pid namespace here");
        try (Child child = Child.start("unshare", "--pid", "--fork", "sleep", "1000")) {
            child.await(facts -> !processes.descendants(facts.id()).isEmpty());
            long first = processes.descendants(child.id()).get(0).pid();
            assertThat(processes.read(first).orElseThrow().firstOfNamespace()).isTrue();
            assertThat(child.facts().firstOfNamespace()).isFalse();
        }
    }

    static boolean isRoot() {
        return ProcessHandle.current().info().user().orElse("").equals("root");
    }
}
