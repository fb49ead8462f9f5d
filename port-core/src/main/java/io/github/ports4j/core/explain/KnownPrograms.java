package io.github.ports4j.core.explain;

import io.github.ports4j.Protection;
import io.github.ports4j.Supervisor;
import io.github.ports4j.spi.ProcessFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Programs that are known by their name: what must not be ended lightly, and what starts its children again. */
final class KnownPrograms {
    private static final Set<String> CONTAINER_FORWARDERS = Set.of(
            "docker-proxy",
            "rootlesskit",
            "rootlessport",
            "rootlessport-child",
            "slirp4netns",
            "pasta",
            "pasta.avx2",
            "passt",
            "passt.avx2",
            "gvproxy",
            "limactl",
            "com.docker.backend",
            "com.docker.vpnkit",
            "OrbStack",
            "OrbStack Helper");
    private static final Set<String> SSH_SERVERS = Set.of("sshd", "sshd-session", "sshd-auth", "dropbear");
    private static final Set<String> CONTROL_CENTERS = Set.of("ControlCenter", "ControlCe");

    private static final Map<String, String> SUPERVISORS = Map.of(
            "supervisord", "supervisorctl stop PROGRAM",
            "runsv", "sv down SERVICE",
            "s6-supervise", "s6-svc -d SERVICE_DIRECTORY",
            "supervise", "svc -d SERVICE_DIRECTORY",
            "monit", "monit stop SERVICE",
            "circusd", "circusctl stop WATCHER",
            "procd", "/etc/init.d/SERVICE stop",
            "overmind", "overmind stop PROCESS",
            "foreman", "end foreman itself",
            "god", "god stop WATCH");

    private KnownPrograms() {}

    /** The protection that a program's name calls for. */
    static Optional<Protection> protection(ProcessFacts facts) {
        if (isOneOf(CONTAINER_FORWARDERS, facts)) {
            return Optional.of(Protection.CONTAINER_FORWARDER);
        }
        if (isOneOf(SSH_SERVERS, facts)) {
            return Optional.of(Protection.SSHD);
        }
        return isOneOf(CONTROL_CENTERS, facts) ? Optional.of(Protection.CONTROL_CENTER) : Optional.empty();
    }

    /** The supervisor that a process is, judged by its name. */
    static Optional<Supervisor> supervisor(ProcessFacts parent) {
        String unit = "pid " + parent.id().pid();
        if (parent.name().startsWith("PM2 ")) { // it calls itself "PM2 v5.3.0: God Daemon (/home/...)"
            return Optional.of(new Supervisor("pm2", unit, "pm2 stop APP"));
        }
        String stop = SUPERVISORS.get(parent.name());
        return stop == null ? Optional.empty() : Optional.of(new Supervisor(parent.name(), unit, stop));
    }

    /** By the file it runs or the name it has: a process can change its name, and a file can be hidden. */
    private static boolean isOneOf(Set<String> names, ProcessFacts facts) {
        return facts.executable()
                        .flatMap(path -> Optional.ofNullable(path.getFileName()))
                        .map(file -> names.contains(file.toString()))
                        .orElse(false)
                || names.contains(facts.name())
                || names.stream()
                        .anyMatch(name ->
                                name.length() > COMM_LENGTH && facts.name().equals(name.substring(0, COMM_LENGTH)));
    }

    /** Linux keeps this many bytes of a name (TASK_COMM_LEN less its NUL). */
    private static final int COMM_LENGTH = 15;
}
