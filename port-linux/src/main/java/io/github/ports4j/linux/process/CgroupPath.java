package io.github.ports4j.linux.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths of cgroups: from the root of a hierarchy, or of the reader's cgroup namespace, whose outside begins with {@code /..}. */
final class CgroupPath {
    private CgroupPath() {}

    /** The path without these first elements, beginning with a slash or empty; nothing if it does not begin with them. */
    static Optional<String> below(String path, String root) {
        if (root.equals("/")) {
            // From inside a cgroup namespace nothing outside of it can be named.
            return path.equals("/..") || path.startsWith("/../")
                    ? Optional.empty()
                    : Optional.of(path.equals("/") ? "" : path);
        }
        if (path.equals(root)) {
            return Optional.of("");
        }
        return path.startsWith(root + "/") ? Optional.of(path.substring(root.length())) : Optional.empty();
    }

    /** The elements, outermost first. */
    static List<String> elements(String path) {
        List<String> elements = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            if (end > start) {
                elements.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return elements;
    }
}
