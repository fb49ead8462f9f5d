package io.github.ports4j.it.rare;

import java.util.ArrayList;
import java.util.List;

/** Launchers that start a program in namespaces of its own, for {@link Jvm#under}; root only. */
final class Namespaces {
    private static final List<String> WITH_LOOPBACK = List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    /** A network with nothing but a loopback. */
    static final List<String> OF_NETWORK = plus(List.of("unshare", "--net"), WITH_LOOPBACK);

    /** A network and pids of its own, with its {@code /proc}; a shell is the first process and the JVM its child. */
    static final List<String> OF_NETWORK_AND_PIDS = plus(
            List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"),
            List.of("sh", "-c", "ip link set lo up && \"$@\"; exit $?", "sh"));

    /** Mounts of its own, which nobody else sees changed. */
    static final List<String> OF_MOUNTS = List.of("unshare", "--mount", "--propagation", "private");

    private Namespaces() {}

    private static List<String> plus(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
