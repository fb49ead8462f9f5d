package io.github.ports4j.macos.firewall;

import java.util.Set;
import java.util.stream.Collectors;

/** What pfctl(8) of macOS says on standard error whether or not something is wrong: at each {@code -f}, and at each opening of /dev/pf. */
final class PfctlNoise {
    private static final Set<String> LINES = Set.of(
            "pfctl: Use of -f option, could result in flushing of rules",
            "present in the main ruleset added by the system at startup.",
            "See /etc/pf.conf for further details.",
            "No ALTQ support in kernel",
            "ALTQ related functions disabled");

    private PfctlNoise() {}

    /** The rest of it, without empty lines. */
    static String without(String error) {
        return error.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !LINES.contains(line))
                .collect(Collectors.joining("\n"));
    }
}
