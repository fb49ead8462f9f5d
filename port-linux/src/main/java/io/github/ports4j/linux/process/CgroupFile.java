package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.ProcText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/PID/cgroup} tells: where a process is in each hierarchy. Hybrid hosts have several of version 1 and the
 * one of version 2.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
final class CgroupFile {
    private static final String FILE = "/proc/PID/cgroup";
    /** What the kernel appends to the path of a cgroup that was removed while the process was ending. */
    private static final String DELETED = " (deleted)";

    private final List<Line> lines;

    private CgroupFile(List<Line> lines) {
        this.lines = lines;
    }

    /** Takes the lines apart, each {@code hierarchy:controllers:path}. The kernel allows no line end in a path. */
    static CgroupFile parse(byte[] text) {
        List<Line> lines = new ArrayList<>();
        for (String line : ProcText.lines(FILE, text)) {
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            if (first < 1 || second < 0 || !line.startsWith("/", second + 1)) {
                throw ProcText.malformed(FILE, 0, line.length());
            }
            long hierarchy = ProcText.decimal(FILE + ": hierarchy", line.substring(0, first));
            String path = line.substring(second + 1);
            if (path.endsWith(DELETED)) {
                path = path.substring(0, path.length() - DELETED.length());
            }
            lines.add(new Line(hierarchy, line.substring(first + 1, second), path));
        }
        return new CgroupFile(List.copyOf(lines));
    }

    /** The path in the hierarchy of version 2. */
    Optional<String> unified() {
        for (Line line : lines) {
            if (line.hierarchy == 0 && line.controllers.isEmpty()) {
                return Optional.of(line.path);
            }
        }
        return Optional.empty();
    }

    /** The path in the hierarchy of version 1 with this controller, or this {@code name=}. */
    Optional<String> controller(String name) {
        for (Line line : lines) {
            if (("," + line.controllers + ",").contains("," + name + ",")) {
                return Optional.of(line.path);
            }
        }
        return Optional.empty();
    }

    /** The paths in all hierarchies. */
    List<String> paths() {
        List<String> paths = new ArrayList<>(lines.size());
        for (Line line : lines) {
            paths.add(line.path);
        }
        return paths;
    }

    private record Line(long hierarchy, String controllers, String path) {}
}
