package io.github.ports4j.testkit.contract;

import static io.github.ports4j.AddressFamily.IPV4;
import static io.github.ports4j.AddressFamily.IPV6;
import static io.github.ports4j.spi.PortProbe.Outcome.BINDABLE;
import static io.github.ports4j.spi.PortProbe.Outcome.IN_USE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Signal;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.PortProbe.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a probe must say of a port. */
public abstract class PortProbeContract extends SceneContract {
    /** For subclasses. */
    protected PortProbeContract() {}

    private static final boolean REUSE = true;
    private static final boolean STRICT = false;

    private Outcome tcp(int port, AddressFamily family, boolean reuse) {
        return provider().probe().probe(TransportPort.tcp(port), family, reuse);
    }

    private Outcome udp(int port, AddressFamily family, boolean reuse) {
        return provider().probe().probe(TransportPort.udp(port), family, reuse);
    }

    private void assertTcp(int port, AddressFamily family, Outcome withReuse, Outcome strict) {
        if (withReuse == BINDABLE || stage().can(Ability.STRICT_REUSE)) {
            assertThat(tcp(port, family, REUSE))
                    .as("TCP, %s, SO_REUSEADDR", family)
                    .isEqualTo(withReuse);
        }
        assertThat(tcp(port, family, STRICT)).as("TCP, %s, strict", family).isEqualTo(strict);
    }

    private void assertUdp(int port, AddressFamily family, Outcome withReuse, Outcome strict) {
        if (withReuse == BINDABLE || stage().can(Ability.STRICT_REUSE)) {
            assertThat(udp(port, family, REUSE))
                    .as("UDP, %s, SO_REUSEADDR", family)
                    .isEqualTo(withReuse);
        }
        assertThat(udp(port, family, STRICT)).as("UDP, %s, strict", family).isEqualTo(strict);
    }

    @Test
    void freePortCanBeBound() {
        int port = freePort();

        assertTcp(port, IPV4, BINDABLE, BINDABLE);
        assertUdp(port, IPV4, BINDABLE, BINDABLE);
    }

    @Test
    void freePortCanBeBoundOverIpv6() {
        needs(Ability.IPV6);
        int port = freePort();

        assertTcp(port, IPV6, BINDABLE, BINDABLE);
        assertUdp(port, IPV6, BINDABLE, BINDABLE);
    }

    @Test
    void probeLeavesNothingBehind() {
        int port = freePort();
        assertTcp(port, IPV4, BINDABLE, BINDABLE);
        assertUdp(port, IPV4, BINDABLE, BINDABLE);

        assertThat(provider()
                        .sockets()
                        .read(SocketQuery.all().withBound().port(port))
                        .list())
                .isEmpty();
        assertThat(canTakeTcp(port)).isTrue();
        assertThat(canTakeUdp(port)).isTrue();
    }

    @Test
    void listenerRefuses() {
        int port = freePort();
        start(ActorSpec.listening(port));

        assertTcp(port, IPV4, IN_USE, IN_USE);
    }

    @Test
    void listenerThatSharesItsPortRefuses() {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.REUSE_PORT));

        assertTcp(port, IPV4, IN_USE, IN_USE);
    }

    @Test
    void familiesAreProbedApart() {
        int four = freePort();
        int six = freePort();
        start(ActorSpec.listening(four).listen(six, SocketFlag.IPV6));

        assertTcp(four, IPV6, BINDABLE, BINDABLE);
        assertTcp(six, IPV4, BINDABLE, BINDABLE);
        assertTcp(six, IPV6, IN_USE, IN_USE);
    }

    @Test
    void dualStackListenerRefusesBothFamilies() {
        int port = freePort();
        start(ActorSpec.listening(port, SocketFlag.DUAL_STACK));

        assertTcp(port, IPV4, IN_USE, IN_USE);
        assertTcp(port, IPV6, IN_USE, IN_USE);
    }

    @Test
    void silentHolderThatHasSetReuseRefusesOnlyTheStrictProbe() {
        int port = freePort();
        start(ActorSpec.idle().bind(port));

        assertTcp(port, IPV4, BINDABLE, IN_USE);
    }

    @Test
    void silentHolderThatHasNotSetReuseRefusesBoth() {
        int port = freePort();
        start(ActorSpec.idle().bind(port, SocketFlag.NO_REUSE));

        assertTcp(port, IPV4, IN_USE, IN_USE);
    }

    @Test
    void leftoverRefusesOnlyTheStrictProbe() {
        int port = freePort();
        stage().leaveBehind(port, true);

        assertTcp(port, IPV4, BINDABLE, IN_USE);
    }

    @Test
    void leftoverOfAServerWithoutReuseRefusesBoth() {
        int port = freePort();
        stage().leaveBehind(port, false);

        assertTcp(port, IPV4, IN_USE, IN_USE);
    }

    @Test
    void connectionThatItsServerKeepsRefusesOnlyTheStrictProbe() {
        int port = freePort();
        Actor server = start(
                ActorSpec.listening(port, SocketFlag.ACCEPTING).on(Signal.TERM, Reaction.drainAfter(Duration.ZERO)));
        start(ActorSpec.idle().connect(port));
        try (var hold = provider().processes().open(id(server)).orElseThrow()) {
            hold.send(Signal.TERM);
        }
        stage().await(
                        "the listener is closed",
                        () -> provider()
                                .sockets()
                                .read(SocketQuery.tcp().listening().port(port))
                                .isEmpty());

        assertTcp(port, IPV4, BINDABLE, IN_USE);
    }

    @Test
    void nearEndOfAConnectionRefusesBoth() {
        int port = freePort();
        int near = freePort();
        start(ActorSpec.listening(port));
        start(ActorSpec.idle().connectFrom(near, port));

        assertTcp(near, IPV4, IN_USE, IN_USE);
    }

    @Test
    void nearEndOfAConnectionOverIpv6RefusesThatAlone() {
        int port = freePort();
        int near = freePort();
        start(ActorSpec.listening(port, SocketFlag.IPV6));
        start(ActorSpec.idle().connectFrom(near, port, SocketFlag.IPV6));

        assertTcp(near, IPV6, IN_USE, IN_USE);
        assertTcp(near, IPV4, BINDABLE, BINDABLE);
    }

    @Test
    void udpHolderRefusesUdpAlone() {
        int port = freePort();
        start(ActorSpec.idle().udp(port));

        assertUdp(port, IPV4, IN_USE, IN_USE);
        assertTcp(port, IPV4, BINDABLE, BINDABLE);
    }

    @Test
    void tcpHolderRefusesTcpAlone() {
        int port = freePort();
        start(ActorSpec.listening(port));

        assertUdp(port, IPV4, BINDABLE, BINDABLE);
    }

    @Test
    void udpClientRefuses() {
        int server = freePort();
        int near = freePort();
        start(ActorSpec.idle().udp(server));
        start(ActorSpec.idle().udpClient(near, server));

        assertUdp(near, IPV4, IN_USE, IN_USE);
    }

    @Test
    void listenerInAnotherNetworkNamespaceDoesNotRefuse() {
        int port = freePort();
        start(ActorSpec.listening(port).inOtherNetwork());

        assertTcp(port, IPV4, BINDABLE, BINDABLE);
    }
}
