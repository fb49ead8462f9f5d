package io.github.ports4j.testkit;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.Gap;
import io.github.ports4j.PortRange;
import io.github.ports4j.ScanReason;
import io.github.ports4j.StatisticsProtocol;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything that a fake host is. All of it is used with the monitor of this object held, which is its one lock. */
final class HostState {
    static final String ROOT = "root";
    static final int LOOPBACK = 1;
    private static final int IP_AND_UDP_HEADERS = 28;
    private static final int FIRST_USER = 1000;
    private static final int FIRST_PID = 5000;
    private static final int FIRST_INODE = 70_000;

    final FakeClock clock = new FakeClock(this);
    final NetStack net = new NetStack(this);
    final List<SentSignal> signals = new ArrayList<>();
    final List<MadeProbe> probes = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();
    final Set<AddressFamily> families = EnumSet.allOf(AddressFamily.class);
    /** Those that have not been reaped, by pid. */
    final Map<Long, FakeProcess> processes = new TreeMap<>();

    /** By number. */
    final Map<Integer, FakeInterface> interfaces = new TreeMap<>();

    /** Other hosts, in the order of making. */
    final Map<Address, FakeRemote> remotes = new LinkedHashMap<>();

    final FilterState filter = new FilterState();
    final List<DefaultRoute> routes = new ArrayList<>();
    final Map<StatisticsProtocol, Map<String, Long>> counted = new EnumMap<>(StatisticsProtocol.class);

    /** The file of services; none if it is empty. */
    Optional<String> services = Optional.empty();

    PortRange ephemeral = PortRange.of(32768, 60999);
    boolean showsBound = true;
    /** The user as whom the library looks. */
    String observer = ROOT;

    int openTargets;
    int openConnectors;

    private final Map<String, Integer> uids = new HashMap<>(Map.of(ROOT, 0));
    private long nextPid = FIRST_PID;
    private long nextInode = FIRST_INODE;
    private long nextStartToken = 1;

    /** What one protocol was told to count. */
    Map<String, Long> counted(StatisticsProtocol protocol) {
        return counted.getOrDefault(protocol, Map.of());
    }

    void count(StatisticsProtocol protocol, String name, long more) {
        counted.computeIfAbsent(protocol, none -> new TreeMap<>()).merge(name, more, Long::sum);
    }

    /** Sends datagrams to a port of 127.0.0.1, as a program does that waits for no answer. */
    void sendDatagrams(int port, int count, int size) {
        count(StatisticsProtocol.UDP, "OutDatagrams", count);
        if (net.isUnused(TransportProtocol.UDP, port)) {
            count(StatisticsProtocol.UDP, "NoPorts", count);
        }
        FakeInterface loopback = interfaces.get(LOOPBACK);
        if (loopback != null) {
            loopback.carry(count, (long) count * (IP_AND_UDP_HEADERS + size));
        }
    }

    /** Whether a packet to this address stays on this host. */
    boolean isOwn(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || interfaces.values().stream().anyMatch(nic -> nic.takes(address));
    }

    /** What comes of an attempt of the scanner to connect to this address. */
    Reply reply(TransportProtocol protocol, InetAddress to, int port) {
        Address address = Address.of(to);
        if (!families.contains(address.family())) {
            return Reply.atOnce(ScanReason.NO_ROUTE);
        }
        if (isOwn(to)) {
            return net.reply(protocol, address.isWildcard() ? loopback(address.family()) : address, port);
        }
        FakeRemote remote = remotes.get(address);
        return remote == null ? Reply.NONE : remote.reply(protocol, port);
    }

    private static Address loopback(AddressFamily family) {
        return family == AddressFamily.IPV4 ? Address.LOOPBACK_4 : Address.LOOPBACK_6;
    }

    /** The number of a user, a new one for a new name. */
    int uid(String user) {
        return uids.computeIfAbsent(user, name -> FIRST_USER + uids.size());
    }

    long newPid() {
        while (processes.containsKey(nextPid)) {
            nextPid++;
        }
        return nextPid++;
    }

    long newInode() {
        return nextInode++;
    }

    long newStartToken() {
        return nextStartToken++;
    }

    boolean observerIsRoot() {
        return observer.equals(ROOT);
    }

    /** Whether the observer may read what belongs to this user. */
    boolean mayRead(FakeProcess process) {
        return !process.isUnreadable() && (observerIsRoot() || observer.equals(process.user()));
    }

    boolean maySignal(FakeProcess process) {
        return !process.isUnsignallable() && (observerIsRoot() || observer.equals(process.user()));
    }

    boolean mayBind(TransportPort port) {
        return observerIsRoot() || port.number() >= 1024;
    }

    /** Starts a process, its sockets and its forks. */
    FakeProcess start(FakeProcessBuilder spec, FakeProcess parent) {
        return start(spec, Optional.of(parent));
    }

    FakeProcess start(FakeProcessBuilder spec, Optional<FakeProcess> parent) {
        long pid = spec.pid != 0 ? spec.pid : newPid();
        if (processes.containsKey(pid)) {
            throw new IllegalStateException("pid " + pid + " is in use, by " + processes.get(pid));
        }
        FakeProcess process = new FakeProcess(this, spec, pid, parent);
        processes.put(pid, process);
        try {
            spec.sockets.forEach(process::open);
        } catch (IllegalStateException e) {
            processes.remove(pid);
            net.release(process);
            throw e;
        }
        for (int i = 0; i < spec.forks; i++) {
            process.fork();
        }
        return process;
    }

    /** Gives the children of a process that has ended to the first process. */
    void orphan(FakeProcess ended) {
        Optional<FakeProcess> first = process(1);
        for (FakeProcess process : processes.values()) {
            if (process.parent().equals(Optional.of(ended))) {
                process.adoptedBy(first);
            }
        }
    }

    /** Starts a supervised process again, later, as long as its parent lives and the port is not taken. */
    void supervise(Optional<FakeProcess> supervisor, FakeProcessBuilder spec) {
        if (spec.respawn.isEmpty()) {
            return;
        }
        clock.after(spec.respawn.get(), () -> {
            if (supervisor.map(FakeProcess::alive).orElse(false)) {
                try {
                    start(spec.anyPid(), supervisor);
                } catch (IllegalStateException e) {
                    supervise(supervisor, spec); // the port is in use: it fails as a real one does, and is tried again
                }
            }
        });
    }

    /** The processes that descend from this one, children before their own. */
    List<FakeProcess> descendants(FakeProcess ancestor) {
        List<FakeProcess> found = new ArrayList<>(List.of(ancestor));
        for (int i = 0; i < found.size(); i++) {
            Optional<FakeProcess> parent = Optional.of(found.get(i));
            processes.values().stream()
                    .filter(process -> process.parent().equals(parent))
                    .forEach(found::add);
        }
        return found.subList(1, found.size());
    }

    /** The process that has this pid, a zombie too. */
    Optional<FakeProcess> process(long pid) {
        return Optional.ofNullable(processes.get(pid));
    }
}
