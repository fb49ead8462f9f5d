package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import io.github.ports4j.it.rare.Host;
import io.github.ports4j.it.rare.Jvm;
import io.github.ports4j.it.scan.LabProcess;
import io.github.ports4j.it.scene.NetworkThread;
import io.github.ports4j.it.scene.Parts;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;

/**
 * The host under test: namespaces of network, mounts and pids, with a {@link Peer} at the other end of a cable. What is written there to
 * /etc, /usr, /var and /run is gone afterwards. Its first process ends when its standard input does, with this JVM at the latest, and all
 * others with it; nothing of a host has a name.
 */
final class FirewallHost implements AutoCloseable {
    /** The host's end of the cable. */
    static final String DEVICE = "eth0";

    private static final String FOLDER_FOR_TEMPORARIES = "/run/tmp";
    private static final List<String> NAMESPACES = List.of(
            "unshare",
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation",
            "private",
            "sh");

    private final Parts parts = new Parts("the host");
    private final Filter filter;
    private final LabProcess keeper;
    private final List<String> enter;
    private final Peer peer;
    private final NetworkThread thread;
    private Optional<Container> container = Optional.empty();

    private FirewallHost(Filter filter, String packages) {
        this.filter = filter;
        List<String> command = new ArrayList<>(NAMESPACES);
        command.addAll(List.of(Packages.script("firewall-host").toString(), packages));
        try {
            keeper = parts.add(LabProcess.start(command));
            Guard.check(keeper.pid());
            enter = enter(keeper.pid());
            peer = parts.add(new Peer());
            thread = parts.add(new NetworkThread(network()));
            connect();
            filter.setUp(this);
        } catch (RuntimeException | Error e) {
            parts.endAfter(e);
            throw e;
        }
    }

    /**
     * A new one, in which this filters. Skips the test where that can't be had, with the reason. Where firewalld does not run, its program
     * is not there either: it takes long each time to say so.
     */
    static FirewallHost in(Scenario scenario) {
        FirewallHost host = in(scenario.filter());
        if (scenario != Scenario.FIREWALLD) {
            try {
                host.must("rm", "-f", "/usr/bin/firewall-cmd");
            } catch (RuntimeException | Error e) {
                host.parts.endAfter(e);
                throw e;
            }
        }
        return host;
    }

    /** The same for what is no scenario. */
    static FirewallHost in(Filter filter) {
        assumeNamespaces();
        return new FirewallHost(filter, filter.needsPackages() ? Packages.root().toString() : "");
    }

    /** The same, with the programs of all managers, also where they have nothing to do. */
    static FirewallHost withManagers(Scenario scenario) {
        assumeNamespaces();
        return new FirewallHost(scenario.filter(), Packages.root().toString());
    }

    private static void assumeNamespaces() {
        Host.assumeRoot();
        Host.assumePrograms("unshare", "nsenter", "env", "ip", "nft");
        List<String> trial = new ArrayList<>(NAMESPACES);
        trial.addAll(List.of("-c", """
                set -e
                mount -t tmpfs tmpfs /run && mkdir /run/upper /run/work
                mount -t overlay -o lowerdir=/usr,upperdir=/run/upper,workdir=/run/work overlay /usr
                mount -t sysfs sysfs /sys"""));
        Run run = Run.of(trial, "");
        if (run.exit() != 0) {
            Assumptions.abort("no namespace with an overlay: " + run.err().trim());
        }
    }

    private static List<String> enter(long pid) {
        Path of = Path.of("/proc", Long.toString(pid), "ns");
        List<String> command = new ArrayList<>(List.of(
                "nsenter",
                "--net=" + of.resolve("net"),
                "--mount=" + of.resolve("mnt"),
                "--pid=" + of.resolve("pid_for_children"), // the keeper is the parent of the first of them
                "env",
                "-i",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root",
                "TMPDIR=" + FOLDER_FOR_TEMPORARIES));
        command.addAll(Guard.prefix());
        return List.copyOf(command);
    }

    /** Fixed addresses and neighbours: so nothing is sent but what a test sends, and no filter for ICMPv6 keeps a neighbour unknown. */
    private void connect() {
        String ofHost = "02:00:00:00:00:01";
        String ofPeer = "02:00:00:00:00:02";
        String there = "lab0";
        List<String> atPeer = new ArrayList<>(List.of("link add " + there + " address " + ofPeer
                + " type veth peer name " + DEVICE + " address " + ofHost + " netns " + keeper.pid()));
        List<String> here = new ArrayList<>();
        atPeer.add("link set " + there + " addrgenmode none up");
        here.add("link set " + DEVICE + " addrgenmode none up");
        for (Family family : Family.values()) {
            here.add("addr add " + family.withLength(family.host()) + " dev " + DEVICE + nodad(family));
            atPeer.add(neighbour(family.host(), ofHost, there));
            for (InetAddress address : List.of(family.peer(), family.otherPeer())) {
                atPeer.add("addr add " + family.withLength(address) + " dev " + there + nodad(family));
                here.add(neighbour(address, ofPeer, DEVICE));
            }
        }
        peer.namespace().ip(atPeer);
        ip(here);
    }

    /** Does without a search for others that have the address. */
    static String nodad(Family family) {
        return family == Family.V6 ? " nodad" : "";
    }

    /** What makes a neighbour known for ever. */
    static String neighbour(InetAddress address, String link, String device) {
        return "neigh add " + address.getHostAddress() + " lladdr " + link + " dev " + device + " nud permanent";
    }

    private Path network() {
        return Path.of("/proc", Long.toString(keeper.pid()), "ns/net");
    }

    /** A process in the host's network, by which {@code ip} names it. */
    long pid() {
        return keeper.pid();
    }

    /** Runs a program in the host. */
    Run run(String... command) {
        return run(List.of(command), "");
    }

    /** Runs a program in the host, with this on its standard input. */
    Run run(List<String> command, String input) {
        List<String> inside = new ArrayList<>(enter);
        inside.addAll(command);
        return Run.of(inside, input);
    }

    /**
     * Runs a program in the host and gives what it prints.
     *
     * @throws AssertionError if it fails
     */
    String must(List<String> command, String input) {
        Run run = run(command, input);
        if (run.exit() != 0) {
            throw new AssertionError(command + ": " + run + "\n" + input);
        }
        return run.out();
    }

    /** The same without input. */
    String must(String... command) {
        return must(List.of(command), "");
    }

    /** Runs a program in the host without which it can't be what it is to be; skips the test where that fails, with what it says. */
    void assume(List<String> command, String input) {
        Run run = run(command, input);
        if (run.exit() != 0) {
            Assumptions.abort("not possible here: " + String.join(" ", command) + ": "
                    + run.err().trim());
        }
    }

    /** Carries out these commands of {@code ip}, each without its first word. */
    void ip(List<String> commands) {
        must(List.of("ip", "-batch", "-"), String.join("\n", commands) + "\n");
    }

    /** Carries out commands of {@code nft} and gives what it prints: what was added, with handles. */
    String nft(String commands) {
        return must(List.of("nft", "--echo", "--handle", "-f", "-"), commands);
    }

    /** JVMs of this one's kind that are started in the host; what they leave in the folder for temporary files is gone with it. */
    Jvm jvm() {
        return Jvm.quick()
                .with("-Djava.io.tmpdir=" + FOLDER_FOR_TEMPORARIES, "-Djna.tmpdir=" + FOLDER_FOR_TEMPORARIES)
                .under(enter.toArray(String[]::new));
    }

    /** Starts a JVM in the host that is spoken with by lines. */
    HostJvm start(Class<?> main, String... arguments) {
        return parts.add(HostJvm.start(jvm(), main, arguments));
    }

    /** Listens in the host until the listener is closed, or the host. */
    Listener listen(TransportPort port, Family family) {
        return parts.add(thread.call(() -> Listener.open(family.host(), port)));
    }

    /** Listens in the host until the ear is closed. */
    Ear ear(TransportPort port, Family family) {
        return inside(() -> Ear.open(family.host(), port));
    }

    /** Does something by a thread that is in the host's network. */
    <T> T inside(Callable<T> task) {
        return thread.call(task);
    }

    /** Does something by a thread that is in the peer's network. */
    <T> T atPeer(Callable<T> task) {
        return peer.call(task);
    }

    /** What a peer at this address sees of a port of the host, whatever listens there. */
    Sight probe(TransportPort port, InetAddress from) {
        return peer.probe(port, from);
    }

    /** What the peer sees of a port while something listens where that port leads. */
    Sight see(TransportPort port, Family family) {
        return see(port, family.peer());
    }

    /** The same from this address of the peer. */
    Sight see(TransportPort port, InetAddress from) {
        Listener listener = filter.listen(this, port, Family.of(from));
        try (listener) {
            return probe(port, from);
        } finally {
            parts.remove(listener);
        }
    }

    /** What must be the same before and after. */
    Snapshot snapshot() {
        return Snapshot.of(this);
    }

    /** The container in the host; it is made when it is first needed. */
    Container container() {
        if (container.isEmpty()) {
            container = Optional.of(parts.add(new Container(this)));
        }
        return container.orElseThrow();
    }

    /** Ends everything, the latest first. */
    @Override
    public void close() {
        parts.close();
    }
}
