package io.github.ports4j.it.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Nothing that may change a filter is run in the network of the tests themselves. Asked twice: before a host is made use of, and by each
 * command that is run in one, at the last moment.
 */
final class Guard {
    /** How a command ends that was kept from being run. */
    static final int REFUSED = 96;

    private static final String REFUSAL = "this is the network namespace of the tests: ";
    private static final String UNLESS = "[ \"$(readlink /proc/self/ns/net)\" != \"$0\" ] || { echo \"" + REFUSAL
            + "$*\" >&2; exit " + REFUSED + "; }; exec \"$@\"";

    private Guard() {}

    /** What, before a command, lets it run in any network namespace but that of the tests. */
    static List<String> prefix() {
        return List.of("sh", "-c", UNLESS, ofTests());
    }

    /**
     * Refuses a process that is where the tests are.
     *
     * @throws IllegalStateException if it is
     */
    static void check(long pid) {
        if (network(Long.toString(pid)).equals(ofTests())) {
            throw new IllegalStateException(REFUSAL + "pid " + pid);
        }
    }

    /** The name of the network namespace of a process, such as {@code net:[4026531840]}. */
    static String network(String process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", process, "ns/net")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ofTests() {
        return network("self"); // of the JVM's first thread, which enters no other
    }
}
