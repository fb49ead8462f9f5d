package io.github.ports4j.linux.firewall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What this thread may, as {@code /proc/thread-self/status} says. To hold CAP_NET_ADMIN is not enough in a user namespace that the network
 * namespace does not belong to: that shows only when a filter is asked.
 *
 * @param root whether its effective uid is 0
 * @param netAdmin whether CAP_NET_ADMIN is among its effective capabilities
 * @param passesOn whether a program that it runs has CAP_NET_ADMIN too: as root's, or as an ambient capability
 * @see "proc_pid_status(5), capabilities(7)"
 */
record Privilege(boolean root, boolean netAdmin, boolean passesOn) {
    private static final int CAP_NET_ADMIN = 12;
    private static final int EFFECTIVE = 2; // Uid: real, effective, saved, file system
    private static final int HEXADECIMAL = 16;

    static Privilege read() {
        try {
            return parse(Files.readString(Path.of("/proc/thread-self/status"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // one's own status can be read by anybody
        }
    }

    static Privilege parse(String status) {
        String uid = field(status, "Uid").orElseThrow().split("\\s+", -1)[EFFECTIVE - 1];
        boolean root = uid.equals("0");
        boolean netAdmin = hasNetAdmin(status, "CapEff");
        return new Privilege(root, netAdmin, root ? netAdmin : hasNetAdmin(status, "CapAmb"));
    }

    private static boolean hasNetAdmin(String status, String set) {
        return field(status, set) // there are no ambient ones before Linux 4.3
                .filter(bits -> (Long.parseUnsignedLong(bits, HEXADECIMAL) >>> CAP_NET_ADMIN & 1) == 1)
                .isPresent();
    }

    private static Optional<String> field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
