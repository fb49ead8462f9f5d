package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.PortRange;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketRole;
import io.github.ports4j.Sockets;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a socket table must show, and with whom. */
public abstract class SocketTableContract extends SceneContract {
    /** For subclasses. */
    protected SocketTableContract() {}

    private Sockets read(SocketQuery query) {
        return provider().sockets().read(query);
    }

    private SocketEntry only(SocketQuery query) {
        Sockets sockets = read(query);
        assertThat(sockets.list()).as("%s", query).hasSize(1);
        return sockets.list().get(0);
    }

    private static List<Long> pids(SocketEntry socket) {
        return socket.owner().processes().stream().map(ProcessId::pid).toList();
    }

    @Test
    void nobodyIsOnAFreePort() {
        assertThat(read(SocketQuery.all().withBound().involving(freePort())).list())
                .isEmpty();
    }

    @Test
    void listenerIsThereWithAllThatIsKnownOfIt() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));

        SocketEntry socket = only(SocketQuery.tcp().listening().port(port));

        assertThat(socket.protocol()).isEqualTo(TransportProtocol.TCP);
        assertThat(socket.family()).isEqualTo(AddressFamily.IPV4);
        assertThat(socket.localText()).isEqualTo("127.0.0.1:" + port);
        assertThat(socket.localPort()).isEqualTo(port);
        assertThat(socket.remote()).isEmpty();
        assertThat(socket.remotePort()).isEmpty();
        assertThat(socket.state()).contains(TcpState.LISTEN);
        assertThat(socket.role()).isEqualTo(SocketRole.LISTENER);
        assertThat(socket.dualStack()).isFalse();
        assertThat(socket.inode()).isPresent();
        assertThat(socket.uid()).isPresent();
        assertThat(socket.owner().kind()).isEqualTo(Owner.Kind.KNOWN);
        assertThat(pids(socket)).containsExactly(server.pid());
    }

    @Test
    void ownerIsTheIdentityThatTheProcessesGive() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));

        assertThat(only(SocketQuery.tcp().port(port)).owner().processes()).containsExactly(id(server));
    }

    @Test
    void listenerIsInEveryQueryThatAsksForItOnce() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));

        for (SocketQuery query : List.of(
                SocketQuery.all().port(port),
                SocketQuery.tcp().port(port),
                SocketQuery.of(TransportProtocol.TCP).listening().port(port),
                SocketQuery.tcp().holding().port(port),
                SocketQuery.tcp().withBound().port(port),
                SocketQuery.tcp().inState(TcpState.LISTEN).port(port),
                SocketQuery.all().port(PortRange.of(port, port)),
                SocketQuery.all().involving(port))) {
            assertThat(pids(only(query))).as("%s", query).containsExactly(server.pid());
        }
    }

    @Test
    void listenerIsInNoQueryThatDoesNotAskForIt() {
        int port = freePort();
        int other = freePort();
        start(ActorSpec.listening(port));

        for (SocketQuery query : List.of(
                SocketQuery.udp().port(port),
                SocketQuery.tcp().connected().port(port),
                SocketQuery.tcp()
                        .inState(TcpState.ESTABLISHED, TcpState.TIME_WAIT)
                        .port(port),
                SocketQuery.tcp().remotePort(port),
                SocketQuery.tcp().port(other),
                SocketQuery.tcp().involving(other))) {
            assertThat(read(query).list()).as("%s", query).isEmpty();
        }
    }

    @Test
    void rangeTakesBothEndsAndNothingOutside() {
        int one = freePort();
        int two = freePort();
        int low = Math.min(one, two);
        int high = Math.max(one, two);
        Actor first = start(ActorSpec.listening(low));
        Actor second = start(ActorSpec.listening(high));

        List<Long> both = read(SocketQuery.tcp().listening().port(PortRange.of(low, high))).stream()
                .flatMap(socket -> pids(socket).stream())
                .toList();
        List<Integer> below = read(SocketQuery.tcp().listening().port(PortRange.of(low, high - 1))).stream()
                .map(SocketEntry::localPort)
                .toList();

        assertThat(both).contains(first.pid(), second.pid());
        assertThat(below).contains(low).doesNotContain(high);
    }

    @Test
    void dualStackListenerIsOneSocket() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.DUAL_STACK));

        Sockets sockets = read(SocketQuery.tcp().port(port));
        assertThat(sockets.list()).hasSize(1);
        SocketEntry socket = sockets.list().get(0);
        boolean told = sockets.gaps().stream().noneMatch(gap -> gap.cause() == Gap.Cause.NOT_TOLD);

        assertThat(socket.family()).isEqualTo(AddressFamily.IPV6);
        assertThat(socket.localText()).isEqualTo("[::]:" + port);
        assertThat(socket.dualStack()).isEqualTo(told); // where it can't be told, a gap says so
        assertThat(pids(socket)).containsExactly(server.pid());
    }

    @Test
    void listenerOverIpv6AloneIsNotDualStack() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.IPV6));

        SocketEntry socket = only(SocketQuery.tcp().port(port));

        assertThat(socket.family()).isEqualTo(AddressFamily.IPV6);
        assertThat(socket.localText()).isEqualTo("[::1]:" + port);
        assertThat(socket.dualStack()).isFalse();
        assertThat(pids(socket)).containsExactly(server.pid());
    }

    @Test
    void boundAndSilentSocketIsShownWhereItIsAskedFor() {
        needs(Ability.SEE_BOUND);
        int port = freePort();
        Actor holder = start(ActorSpec.idle().bind(port));

        for (SocketQuery query : List.of(
                SocketQuery.all().holding().port(port),
                SocketQuery.tcp().withBound().port(port),
                SocketQuery.tcp().inState(TcpState.CLOSED).port(port))) {
            SocketEntry socket = only(query);
            assertThat(socket.state()).as("%s", query).contains(TcpState.CLOSED);
            assertThat(socket.role()).isEqualTo(SocketRole.BOUND);
            assertThat(socket.localText()).isEqualTo("127.0.0.1:" + port);
            assertThat(socket.remote()).isEmpty();
            assertThat(pids(socket)).containsExactly(holder.pid());
        }
        assertThat(read(SocketQuery.all().port(port)).list()).isEmpty();
        assertThat(read(SocketQuery.all().listening().port(port)).list()).isEmpty();
    }

    @Test
    void everyProcessWithADescriptorIsAnOwner() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).forks(2));

        assertThat(pids(only(SocketQuery.tcp().port(port)))).containsExactlyInAnyOrderElementsOf(server.pids());
        assertThat(server.pids()).hasSize(3);
    }

    @Test
    void childWithoutADescriptorIsNoOwner() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).withChildren(1));

        assertThat(pids(only(SocketQuery.tcp().port(port)))).containsExactly(server.pid());
    }

    @Test
    void listenersThatShareAPortAreShownEachWithItsOwner() {
        int port = freePort();
        Actor one = start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));
        Actor two = start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));

        Sockets sockets = read(SocketQuery.tcp().listening().port(port));

        assertThat(sockets.list()).hasSize(2);
        assertThat(sockets.stream().flatMap(socket -> pids(socket).stream()))
                .containsExactlyInAnyOrder(one.pid(), two.pid());
    }

    @Test
    void bothEndsOfAConnectionMirrorEachOther() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port, SocketFlag.ACCEPTING));
        Actor client = start(ActorSpec.idle().connect(port));
        stage().await(
                        "the server has accepted",
                        () -> read(SocketQuery.tcp().connected().port(port)).stream()
                                .anyMatch(socket -> socket.owner().kind() == Owner.Kind.KNOWN));

        SocketEntry near = only(SocketQuery.tcp().connected().remotePort(port));
        SocketEntry far = only(SocketQuery.tcp().connected().port(port));

        assertThat(pids(near)).containsExactly(client.pid());
        assertThat(pids(far)).containsExactly(server.pid());
        assertThat(near.state()).contains(TcpState.ESTABLISHED);
        assertThat(far.state()).contains(TcpState.ESTABLISHED);
        assertThat(near.role()).isEqualTo(SocketRole.CONNECTION);
        assertThat(far.role()).isEqualTo(SocketRole.CONNECTION);
        assertThat(near.remote()).contains(far.local());
        assertThat(far.remote()).contains(near.local());
        assertThat(near.remotePort()).isEqualTo(OptionalLong.of(port));
        assertThat(read(SocketQuery.tcp().connected().involving(port)).list()).hasSize(2);
        assertThat(read(SocketQuery.tcp().involving(port)).list()).hasSize(3);
    }

    @Test
    void connectionToADualStackListenerHasItsIpv4Address() {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.DUAL_STACK, SocketFlag.ACCEPTING));
        start(ActorSpec.idle().connect(port));

        SocketEntry far = only(SocketQuery.tcp().connected().port(port));

        assertThat(far.family()).isEqualTo(AddressFamily.IPV6);
        assertThat(far.localText()).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void connectionThatNobodyHasAcceptedHasNoProcess() {
        int port = freePort();
        start(ActorSpec.listening(port));
        Actor client = start(ActorSpec.idle().connect(port));

        SocketEntry far = only(SocketQuery.tcp().connected().port(port));

        assertThat(far.owner().kind()).isEqualTo(Owner.Kind.NONE);
        assertThat(far.owner().processes()).isEmpty();
        assertThat(far.inode()).isEmpty();
        assertThat(pids(only(SocketQuery.tcp().connected().remotePort(port)))).containsExactly(client.pid());
    }

    @Test
    void timeWaitHasNoProcess() {
        int port = freePort();
        stage().leaveBehind(port, true);

        SocketEntry left = only(SocketQuery.tcp().port(port));

        assertThat(left.state()).contains(TcpState.TIME_WAIT);
        assertThat(left.role()).isEqualTo(SocketRole.CONNECTION);
        assertThat(left.remote()).isPresent();
        assertThat(left.inode()).isEmpty();
        assertThat(left.owner().kind()).isEqualTo(Owner.Kind.NONE);
    }

    @Test
    void udpSocketHoldsItsPortAndHasNoState() {
        int port = freePort();
        Actor server = start(ActorSpec.idle().udp(port));

        for (SocketQuery query : List.of(
                SocketQuery.all().port(port),
                SocketQuery.udp().port(port),
                SocketQuery.udp().listening().port(port),
                SocketQuery.udp().holding().port(port))) {
            SocketEntry socket = only(query);
            assertThat(socket.protocol()).as("%s", query).isEqualTo(TransportProtocol.UDP);
            assertThat(socket.localText()).isEqualTo("127.0.0.1:" + port);
            assertThat(socket.state()).isEmpty();
            assertThat(socket.remote()).isEmpty();
            assertThat(socket.role()).isEqualTo(SocketRole.BOUND);
            assertThat(pids(socket)).containsExactly(server.pid());
        }
        assertThat(read(SocketQuery.tcp().withBound().port(port)).list()).isEmpty();
        assertThat(read(SocketQuery.udp().connected().port(port)).list()).isEmpty();
    }

    @Test
    void udpSocketWithARemoteEndIsAConnection() {
        int server = freePort();
        int near = freePort();
        start(ActorSpec.idle().udp(server));
        Actor client = start(ActorSpec.idle().udpClient(near, server));

        SocketEntry socket = only(SocketQuery.udp().connected().remotePort(server));

        assertThat(socket.localPort()).isEqualTo(near);
        assertThat(socket.role()).isEqualTo(SocketRole.CONNECTION);
        assertThat(socket.state()).isEmpty();
        assertThat(pids(socket)).containsExactly(client.pid());
        assertThat(read(SocketQuery.udp().listening().port(near)).list()).isEmpty();
        assertThat(read(SocketQuery.udp().holding().port(near)).list()).isEmpty();
    }

    @Test
    void tcpAndUdpOfOneNumberAreTwoSockets() {
        int port = freePort();
        Actor tcp = start(ActorSpec.listening(port));
        Actor udp = start(ActorSpec.idle().udp(port));

        assertThat(pids(only(SocketQuery.tcp().port(port)))).containsExactly(tcp.pid());
        assertThat(pids(only(SocketQuery.udp().port(port)))).containsExactly(udp.pid());
        assertThat(read(SocketQuery.all().port(port)).list()).hasSize(2);
    }

    @Test
    void socketInFlightIsHiddenAndNotWithoutOwner() {
        int port = freePort();
        start(ActorSpec.listening(port).inFlight());

        SocketEntry socket = only(SocketQuery.tcp().port(port));

        assertThat(socket.owner().kind()).isEqualTo(Owner.Kind.HIDDEN);
        assertThat(socket.owner().processes()).isEmpty();
        assertThat(socket.owner().reason()).isNotBlank();
        assertThat(socket.inode()).isPresent();
    }

    @Test
    void listenerInAnotherNetworkNamespaceIsNotShown() {
        int port = freePort();
        start(ActorSpec.listening(port).inOtherNetwork());

        assertThat(read(SocketQuery.all().withBound().port(port)).list()).isEmpty();
    }

    @Test
    void processWhoseFirstThreadHasEndedIsAnOwner() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).leaderExits());

        assertThat(pids(only(SocketQuery.tcp().port(port)))).containsExactly(server.pid());
    }

    @Test
    void closedSocketIsGoneFromTheTable() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port));
        server.closeSockets();

        assertThat(server.alive()).isTrue();
        assertThat(read(SocketQuery.all().withBound().port(port)).list()).isEmpty();
    }

    @Test
    void endedProcessOwnsNothingAlsoWhereItIsNotReaped() {
        int port = freePort();
        Actor server = start(ActorSpec.listening(port).neverReaped());
        server.end();

        assertThat(read(SocketQuery.all().withBound().port(port)).list()).isEmpty();
    }

    @Test
    void ownersAreNotReadWhereTheyAreNotAskedFor() {
        int port = freePort();
        start(ActorSpec.listening(port));

        SocketEntry socket = only(SocketQuery.tcp().port(port).withoutOwners());

        assertThat(socket.owner().kind()).isEqualTo(Owner.Kind.NOT_READ);
        assertThat(socket.owner().processes()).isEmpty();
        assertThat(socket.owner().exhaustive()).isFalse();
        assertThat(socket.inode()).isPresent();
    }

    @Test
    void socketsOfOneProcessAreThoseAndNoOthers() {
        int one = freePort();
        int two = freePort();
        Actor server = start(ActorSpec.listening(one).udp(two));
        start(ActorSpec.listening(freePort()));

        Sockets its = read(SocketQuery.all().ownedBy(server.pid()));

        assertThat(its.stream().map(socket -> socket.port().toString()))
                .containsExactlyInAnyOrder(one + "/tcp", two + "/udp");
        assertThat(its.list()).allSatisfy(socket -> {
            assertThat(pids(socket)).containsExactly(server.pid());
            assertThat(socket.owner().exhaustive()).isFalse();
        });
    }

    @Test
    void processWithoutSocketsOwnsNone() {
        Actor idle = start(ActorSpec.idle());

        assertThat(read(SocketQuery.all().withBound().ownedBy(idle.pid())).list())
                .isEmpty();
    }

    @Test
    void processThatIsGoneOwnsNone() {
        Actor idle = start(ActorSpec.listening(freePort()));
        idle.end();

        assertThat(read(SocketQuery.all().withBound().ownedBy(idle.pid())).list())
                .isEmpty();
    }

    @Test
    void everySocketIsThereOnce() {
        start(ActorSpec.listening(freePort()).forks(2));
        start(ActorSpec.listening(freePort(), SocketFlag.DUAL_STACK));

        assertThat(read(SocketQuery.all()).stream()
                        .flatMap(socket -> socket.inode().stream().boxed()))
                .doesNotHaveDuplicates();
    }

    @Test
    void ownersAreExhaustiveWhereEveryProcessCouldBeRead() {
        needs(Ability.SEE_ALL);
        int port = freePort();
        start(ActorSpec.listening(port));

        Sockets sockets = read(SocketQuery.tcp().port(port));

        assertThat(sockets.gaps()).isEmpty();
        assertThat(sockets.complete()).isTrue();
        assertThat(sockets.list().get(0).owner().exhaustive()).isTrue();
    }

    @Test
    void ownerThatMayNotBeSeenIsHiddenAndTheTableSaysWhy() {
        needs(Ability.UNPRIVILEGED);
        int port = freePort();
        start(ActorSpec.listening(port).ofOtherUser());

        Sockets sockets = stage().unprivileged(() -> read(SocketQuery.tcp().port(port)));

        assertThat(sockets.list()).hasSize(1);
        Owner owner = sockets.list().get(0).owner();
        assertThat(owner.kind()).isEqualTo(Owner.Kind.HIDDEN);
        assertThat(owner.exhaustive()).isFalse();
        assertThat(owner.reason()).isNotBlank();
        assertThat(sockets.complete()).isFalse();
        assertThat(sockets.gaps()).extracting(Gap::cause).contains(Gap.Cause.PERMISSION);
    }

    @Test
    void withoutOwnersThereIsNothingThatMayNotBeSeen() {
        needs(Ability.UNPRIVILEGED);
        int port = freePort();
        start(ActorSpec.listening(port).ofOtherUser());

        Sockets sockets =
                stage().unprivileged(() -> read(SocketQuery.tcp().port(port).withoutOwners()));

        assertThat(sockets.list()).hasSize(1);
        assertThat(sockets.complete()).isTrue();
    }

    @Test
    void connectionsThatWaitForAcceptAreCounted() {
        int port = freePort();
        start(ActorSpec.listening(port));
        start(ActorSpec.idle().connect(port).connect(port));

        SocketEntry listener = only(SocketQuery.tcp().listening().port(port));

        assertThat(listener.acceptQueue()).isIn(OptionalLong.of(2), OptionalLong.empty());
        assertThat(listener.receiveQueue()).isEmpty();
        assertThat(listener.sendQueue()).isEmpty();
    }
}
