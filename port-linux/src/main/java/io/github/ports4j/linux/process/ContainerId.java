package io.github.ports4j.linux.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container that a cgroup belongs to, as the usual runtimes name their cgroups: Docker, Podman, containerd and CRI-O the
 * id of 64 hexadecimal digits, alone or as in {@code docker-ID.scope}; LXC the name.
 */
final class ContainerId {
    /** Pods' own cgroups have underscores in their prefix or a UUID; conmon is outside of the container that it watches. */
    private static final Pattern ID =
            Pattern.compile("(?:(?![a-z-]*conmon-)[a-z][a-z-]*-)?([0-9a-f]{64})(?:\\.scope)?");

    private static final String LXC = "lxc.payload.";

    private ContainerId() {}

    /** The innermost container of these cgroups, unless this JVM runs in it too. */
    static Optional<String> of(CgroupFile process, CgroupFile self) {
        Optional<String> container = innermost(process);
        return container.equals(innermost(self)) ? Optional.empty() : container;
    }

    private static Optional<String> innermost(CgroupFile cgroups) {
        for (String path : cgroups.paths()) {
            Optional<String> container = innermost(CgroupPath.elements(path));
            if (container.isPresent()) {
                return container;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> innermost(List<String> elements) {
        for (int at = elements.size() - 1; at >= 0; at--) {
            String element = elements.get(at);
            Matcher id = ID.matcher(element);
            if (id.matches()) {
                return Optional.of(id.group(1));
            }
            if (element.startsWith(LXC) && element.length() > LXC.length()) {
                return Optional.of(element.substring(LXC.length()));
            }
            if (at > 0 && elements.get(at - 1).equals("lxc")) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }
}
