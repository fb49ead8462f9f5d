package io.github.ports4j.linux.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import io.github.ports4j.linux.Output;
import io.github.ports4j.spi.HostClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A thread in a network namespace of its own, in which there is only a loopback; both end together. Processes are started by the
 * caller's thread, which stays where it is: the JDK's own threads that it starts for them must not outlive this one in there.
 * Root only.
 *
 * @see "unshare(2), nsenter(1)"
 */
public final class NetworkThread implements AutoCloseable {
    private static final int CLONE_NEWNS = 0x0002_0000;
    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final long MS_BIND = 0x1000;
    private static final long MS_REC_PRIVATE = 0x4000 | 0x4_0000;
    private static final int SECONDS = 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Path link;
    private final Path namespace;

    /** Makes the namespace, with the loopback up. */
    public NetworkThread() {
        // what starts threads of its own when it is first used, starts them here
        new LinuxProtocolStatistics(HostClock.system()).all();
        link = call(() -> {
            libc("unshare", CLONE_NEWNET);
            return Path.of(
                    "/proc",
                    Files.readSymbolicLink(Path.of("/proc/thread-self")).toString(),
                    "ns/net");
        });
        namespace = target(link);
        try {
            assertThat(namespace).isNotEqualTo(target(Path.of("/proc/thread-self/ns/net")));
            run("ip", "link", "set", "lo", "up");
        } catch (AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** Calls a function of the C library that returns 0 if it works. */
    private static void libc(String function, @Nullable Object... arguments) {
        int result = NativeLibrary.getInstance("c").getFunction(function).invokeInt(arguments);
        assertThat(result).as("%s: errno %d", function, Native.getLastError()).isZero();
    }

    /** {@code mount --bind}s a directory over another one, for the calling thread alone, which gets mounts of its own. */
    static void hide(Path directory, Path over) {
        libc("unshare", CLONE_NEWNS);
        libc("mount", "none", "/", null, new NativeLong(MS_REC_PRIVATE), null);
        libc("mount", directory.toString(), over.toString(), null, new NativeLong(MS_BIND), null);
    }

    /** Does something in the namespace. */
    public <T> T call(Callable<T> task) {
        try {
            return thread.submit(task).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The output of a program in the namespace. */
    public String run(String... command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--net=" + link));
        inside.addAll(List.of(command));
        return Output.of(inside);
    }

    /** Ends the thread and waits until no task has its namespace any more. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            assertThat(thread.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (isInUse()) {
            assertThat(System.nanoTime())
                    .as("somebody is still in %s", namespace)
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Whether a thread of this JVM is in it; the kernel ends a thread a little later than Java does. */
    private boolean isInUse() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(task -> task.resolve("ns/net"))
                    .filter(Files::exists)
                    .anyMatch(other -> target(other).equals(namespace));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Where the link points to; to itself if it is gone. */
    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException gone) {
            return link;
        }
    }
}
