package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TransportPort;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Reads the table in a JVM of its own that has few descriptors left, or none. */
class DescriptorLimitIT {
    private static final int MOST_LEFT = 10;

    @Test
    void isToldAndLeavesNothingOpen() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n 200 && exec \"$@\"",
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
        assertThat(output).isEqualTo("[EMFILE, found]\n[BINDABLE, EMFILE]\n[EMFILE, told]\ndescriptors left open: 0\n");
    }

    /** Asks with 0 to {@link #MOST_LEFT} descriptors left, and prints the answers. */
    static final class Exhausted {
        private Exhausted() {}

        public static void main(String[] args) throws IOException {
            try (ServerSocket server = new ServerSocket(0)) {
                int port = server.getLocalPort();
                // from a directory no class can be loaded without a descriptor; a jar is open already
                Objects.requireNonNull(Failures.of("nothing", LinuxErrno.EMFILE));
                read(port);
                probe();
                interfaces();
                TreeSet<String> reads = new TreeSet<>();
                TreeSet<String> probes = new TreeSet<>();
                TreeSet<String> lists = new TreeSet<>();
                int before = descriptors();
                for (int left = 0; left <= MOST_LEFT; left++) {
                    Deque<FileInputStream> taken = takeAllBut(left);
                    reads.add(read(port));
                    probes.add(probe());
                    lists.add(interfaces());
                    for (FileInputStream file : taken) {
                        file.close();
                    }
                }
                System.out.println(reads);
                System.out.println(probes);
                System.out.println(lists);
                System.out.println("descriptors left open: " + (descriptors() - before));
            }
        }

        private static Deque<FileInputStream> takeAllBut(int left) throws IOException {
            Deque<FileInputStream> taken = new ArrayDeque<>();
            try {
                while (true) {
                    taken.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException none) {
                for (int i = 0; i < left; i++) {
                    taken.remove().close();
                }
                return taken;
            }
        }

        private static String read(int port) {
            try {
                return new LinuxSocketTable()
                                .read(SocketQuery.tcp().holding().port(port))
                                .isEmpty()
                        ? "lost"
                        : "found";
            } catch (SystemCallException e) {
                return e.errnoName();
            }
        }

        private static String probe() {
            try {
                return new LinuxPortProbe()
                        .probe(TransportPort.udp(9), AddressFamily.IPV4, true)
                        .toString();
            } catch (SystemCallException e) {
                return e.errnoName();
            }
        }

        private static String interfaces() {
            LinuxNetworkInterfaces interfaces = new LinuxNetworkInterfaces();
            try {
                interfaces.defaultRoutes();
                return interfaces.list().isEmpty() ? "none" : "told";
            } catch (SystemCallException e) {
                return e.errnoName();
            }
        }

        private static int descriptors() {
            return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
        }
    }
}
