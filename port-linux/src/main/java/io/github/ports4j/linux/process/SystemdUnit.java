package io.github.ports4j.linux.process;

import io.github.ports4j.Supervisor;
import java.util.List;
import java.util.Optional;

/**
 * The systemd unit that a cgroup belongs to. Below its root systemd makes slices, in them a cgroup for each unit; what a unit
 * makes below its own is not systemd's, as with a container that runs a systemd of its own. Only user managers, which are
 * units themselves, go on with slices and units.
 *
 * @see <a href="https://systemd.io/CGROUP_DELEGATION/">Control Group APIs and Delegation</a>
 */
final class SystemdUnit {
    private SystemdUnit() {}

    /**
     * The service that these cgroups belong to; none for a scope, which systemd did not start and does not start again.
     *
     * @param manager the cgroups of pid 1, which say where the manager's root is
     */
    static Optional<Supervisor> of(CgroupFile process, CgroupFile manager) {
        Optional<Supervisor> unit = of(process.unified(), manager.unified());
        // Hybrid hosts have both, and systemd keeps the same tree in both.
        return unit.isPresent() ? unit : of(process.controller("name=systemd"), manager.controller("name=systemd"));
    }

    private static Optional<Supervisor> of(Optional<String> path, Optional<String> managersPath) {
        Optional<String> below =
                path.isEmpty() ? path : CgroupPath.below(path.get(), managerRoot(managersPath.orElse("/")));
        return below.isEmpty() ? Optional.empty() : unit(CgroupPath.elements(below.get()), false);
    }

    /** The root of the manager that is pid 1: systemd moves itself from there into init.scope. Others stay where they were. */
    private static String managerRoot(String path) {
        String own = "/init.scope";
        String root = path.endsWith(own) ? path.substring(0, path.length() - own.length()) : path;
        return root.isEmpty() ? "/" : root;
    }

    private static Optional<Supervisor> unit(List<String> elements, boolean user) {
        int at = 0;
        while (at < elements.size() && elements.get(at).endsWith(".slice")) {
            at++;
        }
        if (at == elements.size() || !elements.get(at).endsWith(".service")) {
            return Optional.empty();
        }
        // An underscore is put before a name that the kernel could take for one of its own files.
        String unit = elements.get(at).startsWith("_") ? elements.get(at).substring(1) : elements.get(at);
        List<String> below = elements.subList(at + 1, elements.size());
        boolean manager = !user && unit.startsWith("user@");
        if (manager && !below.isEmpty() && !below.get(0).equals("init.scope")) {
            return unit(below, true);
        }
        return Optional.of(new Supervisor("systemd", unit, stop(unit, user)));
    }

    private static String stop(String unit, boolean user) {
        return (user ? "systemctl --user stop " : "systemctl stop ")
                + (unit.startsWith("-") ? "-- " : "")
                + quote(unit);
    }

    /** Unit names escape odd characters with a backslash, which a shell would take away. */
    private static String quote(String word) {
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            if ((c >= 128 || !Character.isLetterOrDigit(c)) && "@._:-".indexOf(c) < 0) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word;
    }
}
