package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortException;
import java.util.List;

/** What nft's errors mean: their text is all there is to tell them apart. */
final class NftFailures {
    private static final String PERMITS =
            "CAP_NET_ADMIN does, as root has it; a table that belongs to a process is changed by that process alone";

    private NftFailures() {}

    /** What to throw. */
    static PortException of(List<String> argv, int exit, String error) {
        return error.contains("Operation not permitted")
                ? new NotPermittedException("to look at nf_tables or change it", PERMITS)
                : new FirewallException(argv, exit, error, "nothing was changed");
    }

    /** Whether it failed as something that it names is not there, or is in use, or is there already: others change rules too. */
    static boolean isRace(FirewallException failure) {
        return failure.output().contains("No such file or directory")
                || failure.output().contains("Device or resource busy")
                || failure.output().contains("File exists");
    }

    /**
     * Whether the kernel (EINVAL, EOPNOTSUPP) or nft itself does not know the flag {@code owner} of a table: below what it says, nft repeats the
     * command that it means.
     */
    static boolean isOwnerUnknown(FirewallException failure) {
        String output = failure.output();
        boolean unknown = output.contains("Invalid argument")
                || output.contains("Operation not supported")
                || output.contains("syntax error")
                || output.contains("unknown table option");
        return unknown
                && output.lines().anyMatch(line -> line.startsWith("add table ") && line.contains("flags owner"));
    }
}
