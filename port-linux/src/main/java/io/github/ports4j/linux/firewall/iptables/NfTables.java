package io.github.ports4j.linux.firewall.iptables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the kernel has nf_tables at work, as can be told without nft. */
final class NfTables {
    private static final String MODULE = "nf_tables";

    private NfTables() {}

    /** False only if it is certain that it is neither loaded nor built in. */
    static boolean mayBeThere() {
        try {
            String release =
                    Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
            return mayBeThere(
                    read(Path.of("/proc/modules")),
                    read(Path.of("/lib/modules").resolve(release).resolve("modules.builtin")));
        } catch (IOException e) {
            return true; // a container without the host's files: it can't be told
        }
    }

    static boolean mayBeThere(String modules, String builtIn) {
        return modules.lines().anyMatch(line -> line.startsWith(MODULE + " "))
                || builtIn.lines().anyMatch(line -> line.endsWith("/" + MODULE + ".ko"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
