package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.ProcText;
import io.github.ports4j.spi.ProcessFacts.Freezer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the cgroups of a process are frozen.
 *
 * <p>In version 1 a frozen process takes no signal, not even KILL; in version 2 a deadly one ends it. Hybrid hosts have both.
 * A file that is not there or may not be read counts as thawed: the root of a hierarchy has none, a cgroup may be outside of
 * what is mounted here, and it may vanish with its process. Nothing is promised by that; whoever signals a process looks
 * whether it ends.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/freezer-subsystem.html">freezer of version 1</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup.freeze and cgroup.events of version 2</a>
 */
final class FreezerFiles {
    private final Function<String, Optional<byte[]>> files;

    /** With this way to read a file; nothing for one that can't be read. */
    FreezerFiles(Function<String, Optional<byte[]>> files) {
        this.files = files;
    }

    /** The state of a process in these cgroups. */
    Freezer state(CgroupFile cgroups, CgroupMounts mounts) {
        Optional<String> one = cgroups.controller("freezer");
        if (one.isPresent()) {
            for (List<String> directories : mounts.controller("freezer", one.get())) {
                if (frozen1(directories)) {
                    return Freezer.NO_SIGNALS;
                }
            }
        }
        Optional<String> two = cgroups.unified();
        if (two.isPresent()) {
            for (List<String> directories : mounts.unified(two.get())) {
                if (frozen2(directories)) {
                    return Freezer.NO_HANDLERS;
                }
            }
        }
        return Freezer.THAWED;
    }

    /** freezer.state tells the effective state: that of an ancestor too, and FREEZING for one that is on its way. */
    private boolean frozen1(List<String> directories) {
        if (directories.isEmpty()) {
            return false;
        }
        Optional<byte[]> state = files.apply(directories.get(directories.size() - 1) + "/freezer.state");
        return state.isPresent() && parseState(state.get());
    }

    /** cgroup.events tells it of ancestors that are not seen here too, cgroup.freeze also of what is on its way. */
    private boolean frozen2(List<String> directories) {
        if (directories.isEmpty()) {
            return false;
        }
        Optional<byte[]> events = files.apply(directories.get(directories.size() - 1) + "/cgroup.events");
        if (events.isPresent() && parseEvents(events.get())) {
            return true;
        }
        for (String directory : directories) {
            Optional<byte[]> freeze = files.apply(directory + "/cgroup.freeze");
            if (freeze.isPresent() && parseFreeze(freeze.get())) {
                return true;
            }
        }
        return false;
    }

    /** {@code freezer.state} of version 1. */
    static boolean parseState(byte[] text) {
        return switch (ProcText.utf8(text)) {
            case "THAWED\n" -> false;
            case "FREEZING\n", "FROZEN\n" -> true;
            default -> throw ProcText.malformed("freezer.state", 0, text.length);
        };
    }

    /** {@code cgroup.events} of version 2; kernels before 5.2 have no line of it, and no freezer. */
    static boolean parseEvents(byte[] text) {
        return ProcText.lines("cgroup.events", text).contains("frozen 1");
    }

    /** {@code cgroup.freeze} of version 2. */
    static boolean parseFreeze(byte[] text) {
        return switch (ProcText.utf8(text)) {
            case "0\n" -> false;
            case "1\n" -> true;
            default -> throw ProcText.malformed("cgroup.freeze", 0, text.length);
        };
    }
}
