package io.github.ports4j.it.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.macos.MacosProvider;
import io.github.ports4j.macos.standin.Fault;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.macos.standin.StandInControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a table costs on a host with 500 processes more, of 40 descriptors each, of which 4 are sockets: system calls, and bytes. Times say
 * nothing here of a Mac.
 */
@Tag("standin")
@Timeout(120)
class StandInCostIT {
    private static final Path BASH = Path.of("/bin/bash");
    private static final int PROCESSES = 500;
    private static final int SOCKETS_EACH = 4;

    /** Opens 36 files and 4 UDP sockets in each child, and becomes something that only waits. */
    private static final String CROWD = "for ((p = 0; p < " + PROCESSES + "; p++)); do (\n"
            + "for ((i = 20; i < 56; i++)); do eval \"exec $i</dev/null\"; done\n"
            + "for ((i = 60; i < 64; i++)); do eval \"exec $i<>/dev/udp/127.0.0.1/9\"; done\n"
            + "exec sleep 300) & done; wait";

    /** A port that no socket of the crowd has. */
    private static final int NOBODYS = 1;

    private static StandInControl control;
    private static Process crowd;

    private final MacosProvider provider = new MacosProvider();

    @BeforeAll
    static void gather() throws IOException {
        control = StandIn.load();
        Assumptions.assumeTrue(Files.isExecutable(BASH), "there is no " + BASH);
        crowd = new ProcessBuilder(BASH.toString(), "-c", CROWD).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (waiting() < PROCESSES) {
            assertThat(System.nanoTime()).as("%d are there", waiting()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static long waiting() {
        return crowd.children()
                .filter(child -> child.info()
                        .command()
                        .filter(file -> file.endsWith("sleep"))
                        .isPresent())
                .count();
    }

    @AfterAll
    static void disperse() {
        if (crowd != null) {
            List<ProcessHandle> all = crowd.descendants().toList();
            crowd.destroyForcibly().onExit().join();
            all.forEach(ProcessHandle::destroyForcibly);
        }
        if (control != null) {
            control.reset();
        }
    }

    /** How many descriptors of processes are sockets, by /proc, as far as it lets us see. */
    private static long socketDescriptors() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .mapToLong(StandInCostIT::socketDescriptors)
                    .sum();
        }
    }

    private static long socketDescriptors(Path process) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.filter(StandInCostIT::isSocket).count();
        } catch (AccessDeniedException | NoSuchFileException hiddenOrGone) {
            return 0; // the stand-in does not see them either
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException gone) {
            return false;
        }
    }

    private long calls(SocketQuery query) {
        control.reset();
        provider.sockets().read(query);
        return control.calls("proc_pidinfo")
                + control.calls("proc_pidfdinfo")
                + control.calls("proc_listpids")
                + control.calls("sysctl")
                + control.calls("sysctlbyname")
                + control.calls("proc_pidfileportinfo");
    }

    @Test
    void eachProcessTakesTwoCallsAndEachSocketOne() throws IOException {
        SocketQuery query = SocketQuery.udp().port(NOBODYS);
        long sockets = socketDescriptors();
        calls(query); // what is loaded once is loaded

        long all = calls(query);

        long processes = control.calls("proc_pidinfo") / 2;
        assertThat(processes).isGreaterThan(PROCESSES);
        assertThat(control.calls("proc_pidfdinfo"))
                .isBetween((long) PROCESSES * SOCKETS_EACH, sockets + 20)
                .isCloseTo(sockets, Offset.offset(20L));
        assertThat(control.calls("proc_listpids")).isEqualTo(1);
        assertThat(control.calls("proc_pidfileportinfo")).isZero();
        assertThat(control.calls("sysctlbyname")).as("the list, and its size").isEqualTo(2);
        assertThat(control.calls("sysctl")).isZero();
        System.out.printf(
                "[StandInCostIT] %d processes, %d sockets: %d calls for a port that nobody has%n",
                processes, sockets, all);
    }

    @Test
    void eachHolderTakesTwoCallsMore() {
        calls(SocketQuery.udp());

        calls(SocketQuery.udp());

        // the identity, and the first of its sockets once more
        assertThat(control.calls("sysctl")).isBetween((long) PROCESSES, PROCESSES + 50L);
        Sockets table = provider.sockets().read(SocketQuery.udp());
        assertThat(table.list()).hasSizeGreaterThanOrEqualTo(PROCESSES * SOCKETS_EACH);
    }

    @Test
    void refusedProcessTakesOneCall() {
        SocketQuery query = SocketQuery.udp().port(NOBODYS);
        control.reset();
        control.set(Fault.DENY_OTHERS, 1);
        Sockets table = provider.sockets().read(query);
        long refused = table.gaps().stream().mapToLong(gap -> gap.count()).sum();
        long calls = control.calls("proc_pidinfo");
        control.reset();
        provider.sockets().read(query);
        long processes = control.calls("proc_pidinfo") / 2;

        assertThat(refused).isPositive();
        assertThat(calls).isBetween(2 * processes - refused - 20, 2 * processes - refused + 20);
    }

    /** Nothing is made of descriptors and sockets that are only looked at. */
    @Test
    void descriptorsMakeNoGarbage() {
        SocketQuery query = SocketQuery.udp().port(NOBODYS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20; i++) {
            provider.sockets().read(query);
        }
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        provider.sockets().read(query);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        control.reset();
        provider.sockets().read(query);
        long processes = control.calls("proc_pidinfo") / 2;

        System.out.printf("[StandInCostIT] %d bytes, %d for each process%n", bytes, bytes / processes);
        assertThat(bytes / processes).isLessThan(1_000);
    }
}
