package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.ClientConnection;
import io.github.ports4j.Gap;
import io.github.ports4j.PortReport;
import io.github.ports4j.PortState;
import io.github.ports4j.ProcessId;
import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.Signal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Supervisor;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportPort;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code explain()} must say of a port, over the provider under test. */
public abstract class ExplainContract extends SceneContract {
    /** For subclasses. */
    protected ExplainContract() {}

    private PortReport tcp(int port) {
        return ports().tcp(port).explain();
    }

    private PortReport udp(int port) {
        return ports().udp(port).explain();
    }

    private static List<Long> holders(PortReport report) {
        return report.holders().stream().map(holder -> holder.id().pid()).toList();
    }

    private static List<Long> clients(PortReport report) {
        return report.clients().stream()
                .flatMap(client -> client.process().stream())
                .map(ProcessId::pid)
                .toList();
    }

    private static List<String> sockets(PortReport report) {
        return report.sockets().stream().map(SocketEntry::localText).toList();
    }

    private static void assertNothingInTheWay(PortReport report) {
        assertThat(report.state()).as("%s", report).isEqualTo(PortState.FREE);
        assertThat(report.reason()).isNotBlank();
        assertThat(report.holders()).isEmpty();
        assertThat(report.sockets()).isEmpty();
        assertThat(report.clients()).isEmpty();
        assertThat(report.leftovers()).isEmpty();
    }

    @Test
    void freePortIsFree() {
        int port = freePort();

        assertNothingInTheWay(tcp(port));
        assertNothingInTheWay(udp(port));
        assertThat(tcp(port).port()).isEqualTo(TransportPort.tcp(port));
    }

    @Test
    void listenerIsTold() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).named("shop"));

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.LISTENING);
        assertThat(report.reason()).isNotBlank();
        assertThat(holders(report)).containsExactly(server.pid());
        assertThat(sockets(report)).containsExactly("127.0.0.1:" + port);
        assertThat(report.sockets(id(server))).isEqualTo(report.sockets());
        assertThat(report.clients()).isEmpty();
        assertThat(report.leftovers()).isEmpty();
        assertThat(report.toString())
                .startsWith(port + "/tcp LISTENING on 127.0.0.1:" + port + " by shop pid " + server.pid() + " (");
    }

    @Test
    void holderIsShownAsItIs() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).named("shop").argument("--profile=dev"));

        ProcessInfo holder = tcp(port).holders().get(0);

        assertThat(holder.id()).isEqualTo(id(server));
        assertThat(holder.name()).isEqualTo("shop");
        assertThat(holder.commandLine().orElseThrow()).contains("--profile=dev");
        assertThat(holder.protection()).isEmpty();
        assertThat(ports().terminator().find(server.pid()).orElseThrow().id()).isEqualTo(holder.id());
    }

    @Test
    void allThatShareASocketAreHolders() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).forks(2));

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.LISTENING);
        assertThat(holders(report)).containsExactlyInAnyOrderElementsOf(server.pids());
        assertThat(report.sockets()).hasSize(1);
    }

    @Test
    void allThatShareAPortAreHolders() {
        int port = freePort();
        Actor one = start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));
        Actor two = start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.LISTENING);
        assertThat(holders(report)).containsExactlyInAnyOrder(one.pid(), two.pid());
        assertThat(report.sockets()).hasSize(2);
        assertThat(report.sockets(id(one))).hasSize(1);
    }

    @Test
    void holdersOfDifferentAddressesAreAllHolders() {
        int port = freePort();
        Actor four = start(ActorSpec.listening(port));
        Actor six = start(ActorSpec.listening(port, SocketFlag.IPV6));

        PortReport report = tcp(port);

        assertThat(holders(report)).containsExactlyInAnyOrder(four.pid(), six.pid());
        assertThat(sockets(report)).containsExactlyInAnyOrder("127.0.0.1:" + port, "[::1]:" + port);
    }

    @Test
    void listenerOverIpv6AloneHoldsThePort() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.IPV6));

        assertThat(tcp(port).state()).isEqualTo(PortState.LISTENING);
        assertThat(holders(tcp(port))).containsExactly(server.pid());
        assertThat(sockets(tcp(port))).containsExactly("[::1]:" + port);
    }

    @Test
    void dualStackListenerIsOneSocket() {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.DUAL_STACK));

        assertThat(sockets(tcp(port))).containsExactly("[::]:" + port);
    }

    @Test
    void boundAndSilentIsBound() {
        needs(Ability.SEE_BOUND);
        int port = freePort();
        Actor holder = start(ActorSpec.idle().bind(port));

        assertThat(tcp(port).state()).isEqualTo(PortState.BOUND);
        assertThat(holders(tcp(port))).containsExactly(holder.pid());
    }

    @Test
    void udpServerIsBound() {
        int port = freePort();
        Actor server = start(ActorSpec.idle().udp(port));

        assertThat(udp(port).state()).isEqualTo(PortState.BOUND);
        assertThat(holders(udp(port))).containsExactly(server.pid());
        assertThat(sockets(udp(port))).containsExactly("127.0.0.1:" + port);
    }

    @Test
    void protocolsAreExplainedApart() {
        int one = freePort();
        int two = freePort();
        start(ActorSpec.idle().udp(one).listen(two));

        assertNothingInTheWay(tcp(one));
        assertNothingInTheWay(udp(two));
    }

    @Test
    void clientIsNoHolder() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().connect(port));

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.LISTENING);
        assertThat(holders(report)).containsExactly(server.pid());
        assertThat(clients(report)).containsExactly(client.pid());
        assertThat(report.clients().get(0).remote().getPort()).isEqualTo(port);
    }

    @Test
    void clientThatNobodyHasAcceptedIsNoHolder() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        Actor client = start(ActorSpec.idle().connect(port));

        PortReport report = tcp(port);

        assertThat(holders(report)).containsExactly(server.pid());
        assertThat(clients(report)).containsExactly(client.pid());
    }

    @Test
    void nearEndOfAConnectionIsAClient() {
        int port = freePort();
        int near = freePort();
        start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().connectFrom(near, port));

        PortReport report = tcp(near);

        assertThat(report.state()).isEqualTo(PortState.CLIENT);
        assertThat(report.holders()).isEmpty();
        assertThat(report.sockets()).isEmpty();
        assertThat(clients(report)).containsExactly(client.pid());
        ClientConnection connection = report.clients().get(0);
        assertThat(connection.local().getPort()).isEqualTo(near);
        assertThat(connection.remote().getPort()).isEqualTo(port);
        assertThat(report.reason()).isNotBlank();
    }

    @Test
    void nearEndOfAConnectionOverIpv6IsAClient() {
        int port = freePort();
        int near = freePort();
        start(ActorSpec.listening(port, SocketFlag.IPV6, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().connectFrom(near, port, SocketFlag.IPV6));

        assertThat(tcp(near).state()).isEqualTo(PortState.CLIENT);
        assertThat(clients(tcp(near))).containsExactly(client.pid());
    }

    @Test
    void nearEndThatTheKernelChoseIsAClient() {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().connect(port));

        PortReport report = tcp(nearPort(port));

        assertThat(report.state()).isEqualTo(PortState.CLIENT);
        assertThat(report.holders()).isEmpty();
        assertThat(clients(report)).contains(client.pid()); // others may connect elsewhere from the same port
    }

    private int nearPort(int port) {
        return provider()
                .sockets()
                .read(SocketQuery.tcp().connected().remotePort(port))
                .list()
                .get(0)
                .localPort();
    }

    @Test
    void udpSocketWithARemoteEndIsAClient() {
        int server = freePort();
        int near = freePort();
        start(ActorSpec.idle().udp(server));
        Actor client = start(ActorSpec.idle().udpClient(near, server));

        assertThat(udp(near).state()).isEqualTo(PortState.CLIENT);
        assertThat(udp(near).holders()).isEmpty();
        assertThat(clients(udp(near))).containsExactly(client.pid());
        assertThat(clients(udp(server))).containsExactly(client.pid());
        assertThat(holders(udp(server))).doesNotContain(client.pid());
    }

    @Test
    void leftoverThatAServerCanBindOverIsFreeSoon() {
        int port = freePort();
        stage().leaveBehind(port, true);

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.FREE_SOON);
        assertThat(report.holders()).isEmpty();
        assertThat(report.leftovers()).hasSize(1);
        assertThat(report.leftovers().get(0).state()).contains(TcpState.TIME_WAIT);
        assertThat(report.reason()).isNotBlank();
        assertThat(canTakeTcp(port)).isTrue();
    }

    @Test
    void leftoverThatRefusesEveryBindIsUnknownAndNamed() {
        needs(Ability.STRICT_REUSE);
        int port = freePort();
        stage().leaveBehind(port, false);

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.UNKNOWN);
        assertThat(report.leftovers()).hasSize(1);
        assertThat(report.reason()).contains("TIME_WAIT", "127.0.0.1:" + port);
        assertThat(canTakeTcp(port)).isFalse();
    }

    @Test
    void hiddenOwnerMakesItUnknownAndTheReasonIsTheOwners() {
        int port = freePort();
        start(ActorSpec.listening(port).inFlight());

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.UNKNOWN);
        assertThat(report.holders()).isEmpty();
        assertThat(sockets(report)).containsExactly("127.0.0.1:" + port);
        assertThat(report.reason()).contains(report.sockets().get(0).owner().reason());
    }

    @Test
    void oneHiddenOwnerAmongOthersMakesItUnknown() {
        int port = freePort();
        Actor seen = start(ActorSpec.listening(port));
        start(ActorSpec.listening(port, SocketFlag.IPV6).inFlight());

        PortReport report = tcp(port);

        assertThat(report.state()).isEqualTo(PortState.UNKNOWN);
        assertThat(holders(report)).containsExactly(seen.pid());
    }

    @Test
    void anotherUsersHolderIsUnknownToAnUnprivilegedUserAtOnce() {
        needs(Ability.UNPRIVILEGED);
        int port = freePort();
        start(ActorSpec.listening(port).ofOtherUser());

        PortReport report = stage().unprivileged(() -> tcp(port));

        assertThat(report.state()).isEqualTo(PortState.UNKNOWN);
        assertThat(report.holders()).isEmpty();
        assertThat(report.gaps()).extracting(Gap::cause).contains(Gap.Cause.PERMISSION);
        assertThat(report.reason()).isNotBlank();
    }

    @Test
    void listenerInAnotherNetworkNamespaceIsNotInTheWay() {
        int port = freePort();
        start(ActorSpec.listening(port).inOtherNetwork());

        assertNothingInTheWay(tcp(port));
    }

    @Test
    void drainingServerIsNoHolder() {
        int port = freePort();
        Actor server = start(
                ActorSpec.listening(port, SocketFlag.ACCEPTING).on(Signal.TERM, Reaction.drainAfter(Duration.ZERO)));
        start(ActorSpec.idle().connect(port));
        try (var hold = provider().processes().open(id(server)).orElseThrow()) {
            hold.send(Signal.TERM);
        }
        stage().await("the listener is closed", () -> tcp(port).state() != PortState.LISTENING);

        assertThat(tcp(port).state()).isEqualTo(PortState.FREE_SOON);
        assertThat(tcp(port).holders()).isEmpty();
    }

    @Test
    void stoppedHolderIsAHolder() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.stop();

        assertThat(holders(tcp(port))).containsExactly(server.pid());
    }

    @Test
    void holderWhoseFirstThreadHasEndedIsAHolder() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).named("shop").leaderExits());

        assertThat(holders(tcp(port))).containsExactly(server.pid());
        assertThat(tcp(port).holders().get(0).name()).isEqualTo("shop");
    }

    @Test
    void processThatIsNotReapedHoldsNothing() {
        int port = freePort();
        start(ActorSpec.listening(port).neverReaped()).end();

        assertNothingInTheWay(tcp(port));
    }

    @Test
    void supervisorIsToldWithItsStopCommand() {
        int port = freePort();
        start(ActorSpec.listening(port).supervised("supervisord", Duration.ofMillis(150)));

        PortReport report = tcp(port);
        Supervisor supervisor = report.holders().get(0).supervisor().orElseThrow();

        assertThat(supervisor.kind()).isEqualTo("supervisord");
        assertThat(supervisor.stop()).startsWith("supervisorctl stop");
        assertThat(report.hint().orElseThrow()).contains(supervisor.stop());
    }

    @Test
    void thisJvmIsProtected() {
        int port = freePort();
        try (Scene.Held held = stage().holdInThisJvm(port)) {
            assertThat(held).isNotNull();
            PortReport report = tcp(port);

            assertThat(holders(report)).containsExactly(provider().processes().currentPid());
            assertThat(protection(report)).isEqualTo(Protection.SELF);
        }
    }

    @Test
    void containerForwarderIsProtectedByItsName() {
        int port = freePort();
        start(ActorSpec.listening(port).named("docker-proxy"));

        assertThat(protection(tcp(port))).isEqualTo(Protection.CONTAINER_FORWARDER);
        assertThat(tcp(port).hint().orElseThrow()).contains("docker stop");
    }

    @Test
    void containerForwarderIsProtectedByItsProgram() {
        int port = freePort();
        start(ActorSpec.listening(port).program("rootlesskit"));

        assertThat(protection(tcp(port))).isEqualTo(Protection.CONTAINER_FORWARDER);
    }

    @Test
    void sshServerIsProtected() {
        int port = freePort();
        start(ActorSpec.listening(port).named("sshd"));

        assertThat(protection(tcp(port))).isEqualTo(Protection.SSHD);
    }

    @Test
    void udpPortThatDifferentProgramsShareIsProtected() {
        int port = freePort();
        start(ActorSpec.idle().udp(port, SocketFlag.REUSE_PORT).program("one"));
        start(ActorSpec.idle().udp(port, SocketFlag.REUSE_PORT).program("two"));

        PortReport report = udp(port);

        assertThat(report.holders())
                .hasSize(2)
                .allSatisfy(holder ->
                        assertThat(holder.protection().map(Protected::kind)).contains(Protection.SHARED));
    }

    @Test
    void udpPortThatOneProgramSharesWithItselfIsNot() {
        int port = freePort();
        start(ActorSpec.idle().udp(port, SocketFlag.REUSE_PORT));
        start(ActorSpec.idle().udp(port, SocketFlag.REUSE_PORT));

        assertThat(udp(port).holders())
                .hasSize(2)
                .allSatisfy(holder -> assertThat(holder.protection()).isEmpty());
    }

    private static Protection protection(PortReport report) {
        return report.holders().get(0).protection().orElseThrow().kind();
    }

    @Test
    void portInTheEphemeralRangeIsTold() {
        int inside = stage().freeEphemeralPort();
        int outside = freePort();
        start(ActorSpec.listening(inside).listen(outside));

        assertThat(tcp(inside).hint().orElseThrow())
                .contains(provider().ephemeralPorts().toString());
        assertThat(tcp(outside).hint()).isEmpty();
    }

    @Test
    void severalPortsAreExplainedInOrder() {
        int held = freePort();
        int free = freePort();
        Actor server = start(ActorSpec.listening(held));

        List<PortReport> reports = ports().tcp(free, held).explain();

        assertThat(reports)
                .extracting(PortReport::port)
                .containsExactly(TransportPort.tcp(free), TransportPort.tcp(held));
        assertNothingInTheWay(reports.get(0));
        assertThat(holders(reports.get(1))).containsExactly(server.pid());
    }

    @Test
    void badPortIsRefusedAtTheCall() {
        for (int bad : new int[] {0, -1, 65536}) {
            assertThatThrownBy(() -> ports().tcp(bad)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ports().udp(bad)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ports().tcp(8080, bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
