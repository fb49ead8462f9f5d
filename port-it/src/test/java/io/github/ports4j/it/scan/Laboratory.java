package io.github.ports4j.it.scan;

import io.github.ports4j.Ports;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.it.rare.Host;
import io.github.ports4j.it.scene.CTools;
import io.github.ports4j.it.scene.NetworkThread;
import io.github.ports4j.it.scene.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Two network namespaces joined by a cable, with the {@link LabHosts} in them: the scanner is in one, the target in the other.
 * Nothing in it has a name that another laboratory could have too, and all of it ends with this JVM at the latest.
 *
 * <p>Root only; needs {@code unshare}, {@code nsenter}, {@code ip}, {@code nft} and a C compiler.
 */
final class Laboratory implements AutoCloseable {
    private static final Path TUN = Path.of("/dev/net/tun");
    private static final String CABLE = "lab0";
    private static final String DELAYED = "lab1";

    /** The types of ICMP that a kernel limits by itself: 3, 4, 11 and 12. */
    private static final int LIMITED_ICMP = 0x1818;

    private final Parts parts = new Parts("the laboratory");
    private final NetworkNamespace scanner;
    private final NetworkNamespace target;
    private final NetworkThread thread;

    private Laboratory() {
        try {
            scanner = parts.add(NetworkNamespace.open(LabHosts.ofScanner()));
            target = parts.add(NetworkNamespace.open(Stream.of(Way.values())
                    .flatMap(way -> LabHosts.ofTarget(way).stream())
                    .toList()));
            target.nft(LabHosts.RULES);
            scanner.ip("link add " + CABLE + " type veth peer name " + CABLE + " netns " + target.pid());
            connect(CABLE, Way.CABLE);
            Ports.local().scanner(); // what starts threads of its own when it is first used, starts them out here
            thread = parts.add(new NetworkThread(scanner.path()));
        } catch (RuntimeException | Error e) {
            parts.endAfter(e);
            throw e;
        }
    }

    /** A new one; skips the test where that can't be had, with the reason. */
    static Laboratory build() {
        Host.assumeRoot();
        Host.assumePrograms("unshare", "nsenter", "ip", "nft");
        CTools.assumeUsable();
        return new Laboratory();
    }

    /** Gives the device on both sides the addresses of this way. */
    private void connect(String device, Way way) {
        scanner.ip(up(device, List.of(way.v4(0, 1), way.v6(1))));
        target.ip(
                up(device, LabHosts.ofTarget(way).stream().map(LabHost::address).toList()));
    }

    private static List<String> up(String device, List<String> addresses) {
        List<String> commands = new ArrayList<>();
        commands.add("link set " + device + " addrgenmode none"); // else it speaks by itself
        for (String address : addresses) {
            boolean six = address.indexOf(':') >= 0;
            commands.add("addr add " + address + (six ? "/64" : "/16") + " dev " + device + (six ? " nodad" : ""));
        }
        commands.add("link set " + device + " txqueuelen 10000 up");
        return commands;
    }

    /**
     * Lays the {@link Way#DELAYED} path. Skips the test where that can't be had. Once only.
     *
     * @param micros how long a packet takes in each direction: half of a round trip
     * @param lostOfAMillion how many packets are lost, in each direction
     * @param seed which ones
     */
    void delay(int micros, int lostOfAMillion, long seed) {
        if (!Files.isWritable(TUN)) {
            Assumptions.abort("there is no " + TUN);
        }
        parts.add(LabProcess.start(List.of(
                CTools.delay().toString(),
                scanner.path().toString(),
                target.path().toString(),
                DELAYED,
                Integer.toString(micros),
                Integer.toString(lostOfAMillion),
                Long.toString(seed))));
        connect(DELAYED, Way.DELAYED);
    }

    /** Adds {@link LabHosts#kernels}, each in a namespace of its own at the end of a cable of its own. Once only. */
    List<LabHost> addKernels() {
        List<LabHost> kernels = LabHosts.kernels();
        for (LabHost kernel : kernels) {
            NetworkNamespace namespace = parts.add(NetworkNamespace.open(List.of(kernel)));
            String device = "kernel" + kernels.indexOf(kernel);
            String near = kernel.address().replaceAll("[0-9]+$", "1");
            scanner.ip(
                    "link add " + device + " type veth peer name " + CABLE + " netns " + namespace.pid(),
                    "link set " + device + " addrgenmode none",
                    "addr add " + near + "/24 dev " + device,
                    "link set " + device + " up");
            namespace.ip(
                    "link set " + CABLE + " addrgenmode none",
                    "addr add " + kernel.address() + "/24 dev " + CABLE,
                    "link set " + CABLE + " up");
        }
        return kernels;
    }

    /** Whether the target's kernel limits the ICMP that it sends, which it does unless told otherwise. */
    void limitIcmp(boolean limited) {
        target.set("net/ipv4/icmp_ratemask", Integer.toString(limited ? LIMITED_ICMP : 0));
        target.set("net/ipv6/icmp/ratelimit", limited ? "1000" : "0");
    }

    /** The scanner's namespace. */
    NetworkNamespace scanner() {
        return scanner;
    }

    /** The target's namespace. */
    NetworkNamespace target() {
        return target;
    }

    /** Does something in a thread that is in the scanner's namespace; what it starts is in it too, but it starts no process. */
    <T> T inside(Callable<T> task) {
        return thread.call(task);
    }

    /** Begins a scan from there. */
    Scan start(ScanRequest request) {
        return inside(() -> Ports.local().scanner().start(request));
    }

    /** Scans from there. */
    ScanReport scan(ScanRequest request) {
        try (Scan scan = start(request)) {
            return scan.await();
        }
    }

    /** Ends everything, the latest first. */
    @Override
    public void close() {
        parts.close();
    }
}
