package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.it.rare.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laboratory is what it says that it is, and leaves nothing behind. */
@Tag("root")
@Tag("laboratory")
class FirewallLaboratoryIT {
    /** How {@code firewall-cmd --state} ends where there is nobody to ask. */
    private static final int NO_BUS = 36;

    private static final int NOT_RUNNING = 252;

    private static final TransportPort TCP = TransportPort.tcp(Scenario.PORT);

    @ParameterizedTest
    @MethodSource("io.github.ports4j.it.firewall.Scenario#tried")
    void filters_as_it_says_until_its_manager_allows(Scenario scenario) {
        try (FirewallHost host = FirewallHost.in(scenario)) {
            Filter filter = scenario.filter();
            Snapshot before = host.snapshot();
            for (TransportProtocol protocol : TransportProtocol.values()) {
                TransportPort port = new TransportPort(protocol, Scenario.PORT);
                seesWhatItSays(host, filter, protocol);

                filter.allow(host, port);
                for (Family family : Family.values()) {
                    assertThat(host.see(port, family.peer()))
                            .as("%s %s", port, family)
                            .isEqualTo(Sight.OPEN);
                    assertThat(host.see(port, family.otherPeer()))
                            .as("%s %s", port, family)
                            .isEqualTo(Sight.OPEN);
                }
                if (filter.sees(protocol, Family.V4) != Sight.OPEN) {
                    assertThat(host.snapshot().changesSince(before))
                            .as("a rule more")
                            .isNotEmpty();
                }

                filter.takeBack(host, port);
                assertThat(host.see(port, Family.V4)).as("%s", port).isEqualTo(filter.sees(protocol, Family.V4));
                assertThat(host.snapshot().changesSince(before)).isEmpty();
            }
        }
    }

    private static void seesWhatItSays(FirewallHost host, Filter filter, TransportProtocol protocol) {
        TransportPort port = new TransportPort(protocol, Scenario.PORT);
        for (Family family : Family.values()) {
            assertThat(host.see(port, family)).as("%s %s", port, family).isEqualTo(filter.sees(protocol, family));
        }
    }

    /** What a probe says where the answer is known without any filter, and of whom it is. */
    @Test
    void probe_tells_who_answers() {
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            for (Family family : Family.values()) {
                assertThat(host.probe(TCP, family.peer())).isEqualTo(Sight.RESET);
                assertThat(host.probe(TransportPort.udp(Scenario.PORT), family.peer()))
                        .isEqualTo(Sight.PORT_UNREACHABLE);
                String saddr = (family == Family.V4 ? "ip" : "ip6") + " saddr " + family.peerNetwork();
                host.nft("table inet foreign { chain input { type filter hook input priority 0;\n" + saddr
                        + " reject with icmpx admin-prohibited; }; }\n");
                assertThat(host.see(TCP, family.peer())).isEqualTo(Sight.PROHIBITED);
                assertThat(host.see(TCP, family.otherPeer())).isEqualTo(Sight.OPEN);
                host.nft("delete table inet foreign\n");
            }
        }
    }

    @Test
    void snapshot_leaves_out_our_own_table() {
        try (FirewallHost host = FirewallHost.in(Scenario.NFT_POLICY_DROP)) {
            Snapshot before = host.snapshot();
            host.nft(
                    "table inet ports4j { chain input { type filter hook input priority -10; tcp dport 1 drop; }; }\n");
            host.nft("table inet ports4j-of-another { set s { type inet_service; }; }\n");
            assertThat(host.snapshot().changesSince(before)).isEmpty();
            host.nft("add table inet another\n");
            assertThat(host.snapshot().changesSince(before)).containsExactly("+ nft: table inet another {", "+ nft: }");
        }
    }

    /** Of each place where something of ours may be; and where one can't be looked at, that is said. */
    @Test
    void remains_are_found() {
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            assertThat(Remains.in(host)).isEmpty();
            host.nft("add table inet ports4j-held\n");
            assertThat(Remains.in(host)).containsExactly("table inet ports4j-held {");
            host.nft("delete table inet ports4j-held\n");
            host.must("sh", "-c", """
                    mkdir -p /etc/ufw /etc/firewalld/zones /run/ports4j
                    echo '### tuple ### comment=706f727473346a3a' >/etc/ufw/user6.rules
                    echo '<rule comment="ports4j:1"/>' >/etc/firewalld/zones/public.xml
                    touch /run/ports4j/lock""");
            assertThat(Remains.in(host)).hasSize(3);
            host.must("sh", "-c", "rm -f /usr/sbin/nft");
            assertThatThrownBy(() -> Remains.in(host))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("nft: not found");
        }
    }

    /** The managers are there and idle; and to look, with all of their programs, changes nothing. */
    @Test
    void looking_changes_nothing() {
        try (FirewallHost host = FirewallHost.withManagers(Scenario.NONE)) {
            Snapshot first = host.snapshot();
            assertThat(host.must("ufw", "status")).isEqualTo("Status: inactive\n");
            assertThat(host.run("firewall-cmd", "--state").exit()).isEqualTo(NO_BUS);
            SystemBus.start(host);
            assertThat(host.run("firewall-cmd", "--state").exit()).isEqualTo(NOT_RUNNING);
            assertThat(host.snapshot().changesSince(first)).isEmpty();
            assertThat(host.must("nft", "list", "ruleset")).isEmpty();
            assertThat(host.must("cat", "/proc/net/ip_tables_names", "/proc/net/ip6_tables_names"))
                    .isEmpty();
            assertThat(first.parts()).containsKeys("iptables-nft-save", "ip6tables-legacy-save");
        }
    }

    /** What is written in the host stays there, and its processes are numbered by themselves. */
    @Test
    void host_is_apart() {
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            host.must("sh", "-c", "for d in etc usr var run; do echo x > /$d/of-the-laboratory; done");
            assertThat(Stream.of("etc", "usr", "var", "run").map(folder -> Path.of("/", folder, "of-the-laboratory")))
                    .noneMatch(Files::exists);
            assertThat(host.must("cat", "/proc/1/comm")).isEqualTo("cat\n");
            assertThat(host.must("ls", "/sys/class/net")).isEqualTo("eth0\nlo\n");
            assertThat(host.run("sh", "-c", "echo out; echo err >&2; cat >&2; exit 3"))
                    .isEqualTo(new Run(3, "out\n", "err\n"));
            assertThat(host.run(List.of("cat"), "in").out()).isEqualTo("in");
        }
    }

    @Test
    void guard_refuses_the_network_of_the_tests() throws IOException {
        Path file = Files.createTempFile("guard", "");
        List<String> command = new ArrayList<>(Guard.prefix());
        command.addAll(List.of("rm", file.toString()));

        Run refused = Run.of(command, "");

        assertThat(refused.exit()).isEqualTo(Guard.REFUSED);
        assertThat(refused.err()).contains("network namespace of the tests", "rm ");
        assertThatThrownBy(() -> Guard.check(ProcessHandle.current().pid())).hasMessageContaining("of the tests");
        Files.delete(file); // it was not run
    }

    @Test
    void jvm_in_the_host_is_killed_where_it_is() throws IOException, InterruptedException {
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            HostJvm killed = host.start(Tenant.class, "listening");
            assertThat(killed.line()).isEqualTo("listening");
            assertThat(host.probe(TCP, Family.V4.peer())).isEqualTo(Sight.OPEN);
            killed.kill();
            assertThat(host.probe(TCP, Family.V4.peer())).isEqualTo(Sight.RESET);

            HostJvm told = host.start(Tenant.class, "listening");
            assertThat(told.line()).isEqualTo("listening");
            told.say("go on");
            assertThat(told.line()).isEqualTo("told: go on");
            assertThat(told.exit()).isZero();

            Jvm.Run command = host.jvm().command("list", "--json");
            assertThat(command.exit()).as("%s", command).isZero();
        }
    }

    /** Listens in the host, and says so. */
    static final class Tenant {
        private Tenant() {}

        public static void main(String... arguments) throws IOException {
            Listener listener = Listener.open(Family.V4.host(), TCP);
            System.out.println(arguments[0]);
            System.out.println("told: " + new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine());
            listener.close();
        }
    }

    @Test
    void two_at_once_do_not_meet() {
        try (FirewallHost one = FirewallHost.in(Scenario.NFT_POLICY_DROP);
                FirewallHost other = FirewallHost.in(Scenario.NONE)) {
            assertThat(other.see(TCP, Family.V4)).isEqualTo(Sight.OPEN);
            assertThat(one.see(TCP, Family.V4)).isEqualTo(Sight.FILTERED);
        }
    }

    /** Also when it fails half-way, and when something still runs in it. */
    @Test
    void close_leaves_nothing() throws IOException {
        FirewallHost.in(Scenario.NONE).close(); // or skips
        List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        String network;
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            network = Guard.network(Long.toString(host.pid()));
            host.must("sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 & ");
            host.listen(TCP, Family.V4);
            assertThat(inNetwork(network)).hasSizeGreaterThan(2);
        }
        assertThat(inNetwork(network)).isEmpty();
        NftFilter broken = new NftFilter("no rule\n", "", Sight.OPEN, Sight.OPEN);
        assertThatThrownBy(() -> FirewallHost.in(broken)).isInstanceOf(AssertionError.class);
        assertThat(ProcessHandle.current().descendants()).hasSameElementsAs(before);
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
    }

    /** The processes in a network namespace. */
    private static List<String> inNetwork(String network) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    if (Files.readSymbolicLink(process.resolve("ns/net"))
                            .toString()
                            .equals(network)) {
                        found.add(process.toString());
                    }
                } catch (IOException e) {
                    // it has ended meanwhile
                }
            }
        }
        return found;
    }

    /** A JVM that is killed takes its host with it. */
    @Test
    void nothing_outlives_the_jvm() throws IOException, InterruptedException {
        FirewallHost.in(Scenario.NONE).close(); // or skips
        assertThat(Jvm.quick().killedWhenBuilt(Built.class)).hasSizeGreaterThanOrEqualTo(3);
    }

    /** The JVM that is killed. */
    static final class Built {
        private Built() {}

        public static void main(String... arguments) throws IOException {
            FirewallHost host = FirewallHost.in(Scenario.NFT_POLICY_DROP);
            System.out.println(Jvm.BUILT);
            System.in.read(); // nobody writes: until it is killed
            host.close();
        }
    }
}
