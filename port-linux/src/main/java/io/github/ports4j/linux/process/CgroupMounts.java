package io.github.ports4j.linux.process;

import io.github.ports4j.linux.procfs.ProcText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where {@code /proc/self/mountinfo} says that hierarchies of cgroups are mounted, anywhere and any number of times.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
final class CgroupMounts {
    private static final String FILE = "/proc/self/mountinfo";

    private final List<Mount> mounts;

    private CgroupMounts(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /**
     * Takes the lines apart: id, parent, device, root, mount point, options, any number of optional fields, a hyphen, then
     * type, source and the options of the file system, among which version 1 names its controllers. Lines of other types
     * are passed over; spaces in paths are escaped, so that no mount can look like another type.
     */
    static CgroupMounts parse(byte[] text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : ProcText.lines(FILE, text)) {
            boolean first = line.contains(" - cgroup ");
            if (first || line.contains(" - cgroup2 ")) {
                int hyphen = line.indexOf(" - ");
                List<String> before = fields(line.substring(0, hyphen));
                List<String> after = fields(line.substring(hyphen + 3));
                if (before.size() < 6 || after.size() != 3) {
                    throw ProcText.malformed(FILE, 0, line.length());
                }
                mounts.add(new Mount(first ? after.get(2) : "", unescape(before.get(3)), unescape(before.get(4))));
            }
        }
        return new CgroupMounts(List.copyOf(mounts));
    }

    /** {@link #controller} for the hierarchy of version 2. */
    List<List<String>> unified(String path) {
        return directories("", path);
    }

    /**
     * Where a cgroup is seen: for each mount of the hierarchy of version 1 with this controller that shows it, its directory
     * after those of its ancestors. The mount point itself is left out: a root has no files of its state.
     */
    List<List<String>> controller(String name, String path) {
        return directories(name, path);
    }

    private List<List<String>> directories(String controller, String path) {
        List<List<String>> all = new ArrayList<>();
        for (Mount mount : mounts) {
            Optional<String> below = CgroupPath.below(path, mount.root);
            if (mount.has(controller) && below.isPresent()) {
                List<String> directories = new ArrayList<>();
                String directory = mount.point;
                for (String element : CgroupPath.elements(below.get())) {
                    directory = directory + "/" + element;
                    directories.add(directory);
                }
                all.add(directories);
            }
        }
        return all;
    }

    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(' ', start);
            end = end < 0 ? text.length() : end;
            fields.add(text.substring(start, end));
            start = end + 1;
        }
        return fields;
    }

    /** Space, tab, line end, backslash and # are shown as three octal digits. */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\\' && at + 3 < bytes.length && isOctal(bytes, at + 1)) {
                out.write((bytes[at + 1] - '0') << 6 | (bytes[at + 2] - '0') << 3 | (bytes[at + 3] - '0'));
                at += 3;
            } else {
                out.write(bytes[at]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean isOctal(byte[] bytes, int from) {
        for (int at = from; at < from + 3; at++) {
            if (bytes[at] < '0' || bytes[at] > '7') {
                return false;
            }
        }
        return true;
    }

    /**
     * A mount.
     *
     * @param controllers of version 1; empty for version 2
     * @param root the cgroup that is seen at the mount point
     * @param point the mount point
     */
    private record Mount(String controllers, String root, String point) {
        boolean has(String controller) {
            return controller.isEmpty()
                    ? controllers.isEmpty()
                    : ("," + controllers + ",").contains("," + controller + ",");
        }
    }
}
