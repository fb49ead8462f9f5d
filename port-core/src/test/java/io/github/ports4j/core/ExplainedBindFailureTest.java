package io.github.ports4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FreeResult;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortException;
import io.github.ports4j.PortHeldException;
import io.github.ports4j.PortState;
import io.github.ports4j.Ports;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.TransportPort;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.FakeProcess;
import io.github.ports4j.testkit.FakeSocket;
import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Ports#explain(java.io.IOException, int)}, over a host in memory. */
class ExplainedBindFailureTest {
    private static final BindException IN_USE = new BindException("Address already in use");

    private final FakeHost host = new FakeHost();
    private final Ports ports = Ports.on(host);

    private PortHeldException held(int port) {
        PortException explained = ports.explain(IN_USE, port);
        assertThat(explained).isInstanceOf(PortHeldException.class).hasCause(IN_USE);
        return (PortHeldException) explained;
    }

    @Test
    void aListenerIsNamedWithItsHint() {
        host.process("java")
                .user("alice")
                .executable("/usr/bin/java")
                .container("3f2a")
                .listen(8080)
                .start();

        assertThat(held(8080))
                .hasMessageStartingWith("8080/tcp LISTENING on ")
                .hasMessageContaining("by java pid ")
                .hasMessageContaining("(alice, up ")
                .hasMessageEndingWith("docker stop 3f2a");
        assertThat(held(8080).result()).isEmpty();
    }

    @Test
    void aProtocolIsNotTakenForTheOther() {
        host.process("dns").udp(53).start();

        assertThat(held(53).report().state()).isEqualTo(PortState.FREE);
        assertThat(ports.explain(IN_USE, TransportPort.udp(53))).hasMessageContaining("by dns pid ");
    }

    @Test
    void theNearEndOfAConnectionIsNamed() {
        host.process("db").listen(5432).start();
        host.process("psql").socket(FakeSocket.connection(5432).from(40000)).start();

        assertThat(held(40000).report().state()).isEqualTo(PortState.CLIENT);
        assertThat(held(40000)).hasMessageContaining("nobody holds it; it is the near end of ");
    }

    @Test
    void whatIsLeftOfConnectionsIsNamed() {
        host.leaveBehind(8080, true);

        assertThat(held(8080).report().state()).isEqualTo(PortState.FREE_SOON);
        assertThat(held(8080)).hasMessageContaining("keep it from being bound without SO_REUSEADDR");
    }

    @Test
    void aHolderThatHasGoneIsToldToHave() {
        assertThat(held(8080))
                .hasMessage(
                        "8080/tcp FREE: nobody holds it, and it can be bound; a moment ago it could not: Address already in use");
    }

    @Test
    void aTextInAnotherLanguageRestsOnWhatIsSeen() {
        host.process("java").listen(8080).start();

        assertThat(ports.explain(new BindException("Adresse déjà utilisée"), 8080))
                .hasMessageContaining("by java pid ");
    }

    @Test
    void whatIsNotPermittedIsNotPutDownToAHolder() {
        host.process("nginx").listen(80).start();

        assertThat(ports.explain(new BindException("Permission denied"), 80))
                .isInstanceOf(NotPermittedException.class)
                .hasMessageStartingWith("not permitted: to bind 80/tcp; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cannot assign requested address", "Can't assign requested address"}) // Linux, macOS
    void anAddressOfAnotherHostIsNotPutDownToAHolder(String text) {
        host.process("java").listen(8080).start();

        assertThat(ports.explain(new BindException(text), 8080))
                .isInstanceOf(SystemCallException.class)
                .hasMessageStartingWith("bind(8080/tcp): EADDRNOTAVAIL; ");
    }

    @Test
    void aFailureWithoutATextIsExplainedAsWell() {
        host.process("java").listen(8080).start();

        assertThat(ports.explain(new BindException(), 8080)).hasMessageContaining("by java pid ");
    }

    @Test
    void aNumberThatIsNoPortIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ports.explain(IN_USE, 0));
    }

    @Test
    void anExceptionOfFreeingHasBothReportAndResult() {
        FakeProcess own = host.thisJvm();
        own.open(FakeSocket.listener(8080));
        FreeResult refused = ports.tcp(8080).free();

        assertThatThrownBy(refused::orThrow).isInstanceOfSatisfying(PortHeldException.class, thrown -> {
            assertThat(thrown.result()).containsSame(refused);
            assertThat(thrown.report()).isSameAs(refused.report());
        });
        assertThat(held(8080)).hasMessageEndingWith("close the socket where this program opened it");
    }
}
