package io.github.ports4j.linux.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A process whose first thread has ended while another, which calls itself {@code worker}, lives on. */
final class LeaderGone {
    private static final String SCRIPT = """
            import ctypes, os, signal, threading, time
            libc = ctypes.CDLL(None)
            signal.signal(signal.SIGUSR2, signal.SIG_IGN)
            named = threading.Event()
            def work():
                libc.prctl(15, b"worker", 0, 0, 0)
                named.set()
                time.sleep(1000)
            threading.Thread(target=work).start()
            named.wait()
            print("ready", flush=True)
            libc.syscall(60 if os.uname().machine == "x86_64" else 93, 0)
            """;

    private LeaderGone() {}

    static Child start() {
        String path = System.getenv().getOrDefault("PATH", "");
        assumeTrue(
                Pattern.compile(":").splitAsStream(path).anyMatch(dir -> Files.isExecutable(Path.of(dir, "python3"))),
                "python3, which makes the process whose first thread ends, is not there");
        return Child.start("python3", "-c", SCRIPT);
    }

    /** Whether the first thread has ended. */
    static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
