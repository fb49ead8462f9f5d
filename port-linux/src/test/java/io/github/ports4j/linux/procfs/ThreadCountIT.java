package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ports4j.posix.NativeMemory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Of a process with one thread, and of this JVM. */
class ThreadCountIT {
    private final ThreadCount threads = new ThreadCount();

    private boolean isOne(long pid) {
        return isOne("/proc/" + pid + "/task", ThreadCount.STATX_SIZE);
    }

    private boolean isOne(String folder, int size) {
        try (PathBuffer path = new PathBuffer();
                NativeMemory out = NativeMemory.allocate(size)) {
            return threads.isOne(ProcFiles.AT_FDCWD, path.of(folder.getBytes(StandardCharsets.US_ASCII)), out);
        }
    }

    @Test
    void oneOrMore() throws Exception {
        Process one = new ProcessBuilder("cat").start(); // waits for its input
        try {
            assertThat(isOne(one.pid())).isTrue();
        } finally {
            one.destroy();
            one.waitFor();
        }
        assertThat(isOne(one.pid())).isFalse();
        assertThat(isOne(ProcessHandle.current().pid())).isFalse();
    }

    @Test
    void notAFolderOfThreads() {
        assertThat(isOne("/proc/self/fd/nothing", ThreadCount.STATX_SIZE)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> isOne("/proc/self/task", ThreadCount.STATX_SIZE - 1))
                .withMessageContaining("255 bytes");
    }
}
