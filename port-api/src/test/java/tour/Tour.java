package tour;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.github.ports4j.*;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a user writes. It is compiled against port-api alone and never run: it would end processes. The parts are those whose
 * services exist; the names in it are a promise to users.
 */
final class Tour {

    public static void main(String[] args) throws Exception {
        Ports ports =
                Ports.local(); // this host; ProviderException says which providers were tried and why each refused

        // 1. Who holds it?  (lsof -i :8080; netstat -nap | grep 8080; ps -aef | grep PID)
        PortReport report = ports.tcp(8080).explain();
        System.out.println(report); // 8080/tcp LISTENING on [::]:8080 by java pid 4711 (alice, up 3 min, /usr/bin/java)
        switch (report.state()) {
            case FREE -> System.out.println("bind it");
            case FREE_SOON -> System.out.println("only leftovers of connections: binds with SO_REUSEADDR, not without");
            case LISTENING, BOUND -> report.holders().forEach(Tour::print); // BOUND: bound, never listened
            case CLIENT -> System.out.println("the near end of outgoing connections: " + report.clients());
            case UNKNOWN -> System.out.println(report.reason()); // busy, but its owner can't be seen, and why
        }

        // 2. Free it.  (kill, in the order TERM, HUP, INT, KILL; holders only, never their clients)
        FreeResult result = ports.tcp(8080).free();
        System.out.println(
                switch (result.kind()) {
                    case ALREADY_FREE -> "nothing to do";
                    case FREED ->
                        "verified free in " + result.freedAfter().orElseThrow() + ": "
                                + result.attempts(); // [TERM 4711 at 0 ms: exited after 212 ms]
                    case RESPAWNED, REFUSED ->
                        result.reason() // "pid 4720 took it again"; protected, not permitted, guard said no,
                                // owner hidden
                                + result.hint().map(hint -> "; " + hint).orElse(""); // "systemctl stop shop.service"
                    case STILL_HELD -> result.report().toString();
                });
        ports.udp(9999).free().orThrow(); // NotPermittedException or PortHeldException, with the result

        FreePlan plan = ports.tcp(8080, 8081, 9000)
                .freeing()
                .onlyIf(process -> process.commandLine()
                        .orElse("")
                        .contains("shop-dev")) // asked again before each signal; empty where the system hides it
                .ladder(SignalLadder.of(Signal.TERM, ofSeconds(5))
                        .then(Signal.INT, ofSeconds(2))
                        .then(Signal.KILL, ofSeconds(1)))
                .withDescendants()
                .allow(Protection.SSHD) // one kind at a time, by name
                .settle(ofSeconds(1)) // how long to watch for a respawn
                .within(ofSeconds(20)) // the whole of it, whatever happens
                .plan(); // the dry run: nothing is signalled yet
        System.out.println(plan); // who would get which signal, who is refused and why
        List<FreeResult> each = plan.execute(); // one per port, in order; identities are checked again first

        // 3. The socket table.  (netstat -an; ss -tanp; lsof -nP -i)
        SocketTable table = ports.sockets();
        Sockets sockets = table.read(SocketQuery.all()); // a snapshot: TCP and UDP, IPv4 and IPv6, with owners
        for (SocketEntry socket : sockets) {
            Optional<InetSocketAddress> remote = socket.remote();
            System.out.println(socket.protocol() + " " + socket.local() + " " + remote + " " + socket.state() + " "
                    + switch (socket.owner().kind()) {
                        case KNOWN ->
                            socket.owner()
                                    .processes(); // List<ProcessId>, all that were seen; exhaustive() tells whether
                        // that is all
                        case HIDDEN -> socket.owner().reason(); // another user's, another namespace's, in flight
                        case NONE -> "no process"; // TIME_WAIT, not yet accepted
                        case NOT_READ -> "not asked";
                    });
        }
        if (!sockets.complete()) System.out.println(sockets.gaps()); // what could not be seen, how much and why
        table.read(SocketQuery.tcp().listening().port(8080));
        table.read(SocketQuery.udp().withoutOwners()); // cheapest: no walk over the processes
        table.read(SocketQuery.all().ownedBy(ProcessHandle.current().pid())); // one process only

        // 4. Scan.  (nmap -p 1-65535; Network Utility's port scan)
        ScanReport scan = ports.scanner()
                .scan(ScanRequest.of("localhost").tcp(PortRange.of(1, 65535)).timeout(ofMillis(500)));
        System.out.println(scan.open() + " closed " + scan.count(ScanState.CLOSED) + " filtered "
                + scan.count(ScanState.FILTERED) + " untried "
                + scan.count(ScanState.UNTRIED)); // untried: fd limit, no route, cancelled: never called closed
        try (Scan running = ports.scanner()
                .start(ScanRequest.of("127.0.0.0/28")
                        .tcp(22, 80, 443)
                        .rate(2_000)
                        .inFlight(512))) {
            running.onProgress(progress -> System.out.println(progress.done() + "/" + progress.total()));
            running.onResult(found -> System.out.println(found.address() + " " + found.state() + " "
                    + found.latency())); // late listeners get the earlier ones first
            ScanReport soFar = running.await(ofSeconds(5)).orElseGet(() -> {
                running.cancel();
                return running.report();
            }); // partial, and says so
            System.out.println(soFar.complete());
        }
        ports.scanner()
                .awaitOpen(
                        "db",
                        5432,
                        ofSeconds(30)); // resolved inside the deadline, every address of the name; self-connects don't
        // count; PortTimeoutException

        // 5. End a process by itself.
        ProcessInfo victim = ports.terminator().find(4711).orElseThrow();
        TerminationResult ended =
                ports.terminator().terminate(victim.id(), SignalLadder.standard()); // id: pid + start time
        System.out.println(ended.kind() + " " + ended.attempts()); // EXITED, ALREADY_GONE, REFUSED, STILL_RUNNING

        // 6. Interfaces and statistics.  (ifconfig | grep "inet " | grep -v 127.0.0.1; netstat -s -p tcp; netstat -i)
        for (NetworkInterfaceInfo nic : ports.interfaces().list()) {
            System.out.println(
                    nic.name() + " " + nic.addresses() + " " + nic.mtu() + " " + nic.flags() + " " + nic.counters());
        }
        System.out.println(ports.interfaces().addresses()); // every address a peer could reach: up, not loopback
        System.out.println(ports.statistics().tcp().get("ActiveOpens")); // OptionalLong; the MIB's names

        // 7. The firewall.  (sudo vim /etc/pf.conf)
        FirewallRule rule = FirewallRule.tcp(8080).from("192.168.1.0/24").lasting(ofMinutes(10));
        System.out.println(ports.firewall().plan(rule)); // the exact commands and rule text; needs no privilege
        try (FirewallLease hole = ports.firewall().open(rule)) { // only our own table or anchor; undone on close
            System.out.println(hole.effect()); // OPENED, ALREADY_OPEN, NOT_FILTERED, INERT, BLOCKED
        }
    }

    static void print(ProcessInfo p) {
        System.out.println(p.id().pid() + " " + p.name() + " " + p.commandLine().orElse("?") + " " + p.user() + " "
                + p.id().startTime());
    }
}
