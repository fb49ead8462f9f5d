package io.github.ports4j.it.scan;

import io.github.ports4j.it.scene.CTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace without a name. It is there as long as the process that was started in it, and so it ends with
 * this JVM, and can't be mistaken for that of another run.
 */
public final class NetworkNamespace implements AutoCloseable {
    /** The loopback is up first: what binds where there is no route at all gets another source address for what it sends. */
    private static final List<String> WITH_LOOPBACK =
            List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    private final LabProcess keeper;

    private NetworkNamespace(LabProcess keeper) {
        this.keeper = keeper;
    }

    /**
     * A new one, in which there is only a loopback, which is up.
     *
     * @param hosts what is to listen in it, at addresses that need not be there yet
     */
    static NetworkNamespace open(List<LabHost> hosts) {
        return open(
                List.of(CTools.listen().toString()),
                hosts.stream().flatMap(host -> host.listener().stream()).toList());
    }

    private static NetworkNamespace open(List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>(WITH_LOOPBACK);
        command.addAll(program);
        command.addAll(arguments);
        NetworkNamespace opened = new NetworkNamespace(LabProcess.start(command));
        try {
            for (String devices : List.of("all", "default")) { // also where the host does without IPv6
                opened.set("net/ipv6/conf/" + devices + "/disable_ipv6", "0");
            }
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** A new one, in which there is only a loopback, which is up, and nothing listens. */
    public static NetworkNamespace quiet() {
        return open(List.of("sh", "-c", "echo READY && exec cat"), List.of());
    }

    /** What a process or a thread enters it by. */
    public Path path() {
        return Path.of("/proc", Long.toString(pid()), "ns/net");
    }

    /** A process in it, by which {@code ip} names it. */
    public long pid() {
        return keeper.pid();
    }

    /** Carries out these commands of {@code ip}, each without its first word. */
    public void ip(String... commands) {
        ip(List.of(commands));
    }

    /** The same. */
    public void ip(List<String> commands) {
        run(String.join("\n", commands) + "\n", "ip", "-batch", "-");
    }

    /** Carries out commands of {@code nft}, or loads tables, and gives what it prints. */
    public String nft(String commands) {
        return run(commands, "nft", "-n", "-f", "-");
    }

    /** Sets a value under {@code /proc/sys}. */
    public void set(String name, String value) {
        run("", "sh", "-c", "echo \"$1\" > \"/proc/sys/$0\"", name, value);
    }

    private String run(String input, String... command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--net=" + path()));
        inside.addAll(List.of(command));
        return Tool.run(inside, input);
    }

    @Override
    public void close() {
        keeper.close();
    }
}
