package io.github.ports4j.linux.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.ScanReason;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.linux.process.Descriptors;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Attempts in a JVM of its own that has few descriptors left, or none. */
class DescriptorLimitIT {
    private static final int LIMIT = 200;

    @Test
    void isToldAndRecoversWhenThereAreSomeAgain() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n " + LIMIT + " && exec \"$@\"",
                        "sh",
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:-MaxFDLimit",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exhausted.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo("""
                        capacity: three quarters of what is left
                        none left: capacity 1, EMFILE
                        attempt: NO_DESCRIPTOR
                        again: true
                        descriptors left open: 0
                        """);
    }

    /** Prints what is found. */
    static final class Exhausted {
        private Exhausted() {}

        public static void main(String[] args) throws IOException {
            // from a directory no class can be loaded without a descriptor; a jar is open already
            Objects.requireNonNull(Failures.of("nothing", LinuxErrno.EMFILE));
            attempt();
            int before = Descriptors.count();
            int left = LIMIT - (before - 1); // without the directory that is counted with
            int capacity = new EpollConnectEngine().capacity();
            System.out.println(
                    "capacity: " + (capacity == left - left / 4 ? "three quarters of what is left" : capacity));
            try (Attempts attempts = new Attempts("127.0.0.1")) {
                Deque<FileInputStream> taken = takeAll();
                int none = new EpollConnectEngine().capacity();
                String connector = connector();
                ScanReason reason = attempts.on(1);
                for (FileInputStream file : taken) {
                    file.close();
                }
                System.out.println("none left: capacity " + none + ", " + connector);
                System.out.println("attempt: " + reason);
                System.out.println("again: " + (attempts.on(1) != ScanReason.NO_DESCRIPTOR));
            }
            System.out.println("descriptors left open: " + Descriptors.leftOpen(before));
        }

        private static void attempt() {
            try (Attempts attempts = new Attempts("127.0.0.1")) {
                attempts.on(1);
            }
        }

        private static String connector() {
            try {
                attempt();
                return "had";
            } catch (SystemCallException e) {
                return e.errnoName();
            }
        }

        private static Deque<FileInputStream> takeAll() {
            Deque<FileInputStream> taken = new ArrayDeque<>();
            try {
                while (true) {
                    taken.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException none) {
                return taken;
            }
        }
    }
}
