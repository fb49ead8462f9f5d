package io.github.ports4j.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.Signal;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.Sockets;
import io.github.ports4j.SystemCallException;
import io.github.ports4j.macos.standin.Fault;
import io.github.ports4j.macos.standin.StandIn;
import io.github.ports4j.macos.standin.StandInControl;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.spi.ProcessTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What macOS may do at any time, and is made to do by the stand-in: the provider's answer stays right, or says what is missing. */
@Tag("standin")
class MisbehaviourIT {
    private static final Path BASH = Path.of("/bin/bash");
    private static final int EBADF = 9;
    private static final int ENOMEM = 12;
    private static final int EINVAL = 22;
    private static final long OWN = ProcessHandle.current().pid();

    private final MacosProvider provider = new MacosProvider();
    private StandInControl control;
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        control = StandIn.load();
        control.reset();
        server = new ServerSocket(0, 7, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        if (control != null) {
            control.reset();
        }
        if (server != null) {
            server.close();
        }
    }

    private Sockets read() {
        return provider.sockets().read(SocketQuery.tcp().listening().port(server.getLocalPort()));
    }

    private static void assertOwnedByThisJvm(Sockets sockets) {
        assertThat(sockets.list()).hasSize(1);
        SocketEntry socket = sockets.list().get(0);
        assertThat(socket.owner().kind()).isEqualTo(Owner.Kind.KNOWN);
        assertThat(socket.owner().processes()).extracting(ProcessId::pid).containsExactly(OWN);
        assertThat(socket.uid()).isPresent();
    }

    private static List<Gap.Cause> causes(Sockets sockets) {
        return sockets.gaps().stream().map(Gap::cause).toList();
    }

    @Test
    void listThatGrowsWhileItIsReadIsReadAgain() {
        control.set(Fault.SHORT_PCBLIST, 3);

        assertOwnedByThisJvm(read());

        assertThat(control.get(Fault.SHORT_PCBLIST)).isZero();
    }

    @Test
    void listThatNeverFitsIsAnError() {
        control.set(Fault.SHORT_PCBLIST, 1_000);

        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::read)
                .withMessageContaining("pcblist_n")
                .withMessageContaining("ENOMEM");
    }

    /** The sockets of processes that can be looked at are known all the same; what is missing is said. */
    @Test
    void listThatIsCutIsNotTakenForAWholeOne() {
        control.set(Fault.CUT_PCBLIST, 100);

        Sockets sockets = read();

        assertThat(sockets.list()).hasSize(1);
        assertThat(sockets.list().get(0).owner().kind()).isEqualTo(Owner.Kind.KNOWN);
        assertThat(sockets.complete()).isFalse();
        assertThat(causes(sockets)).contains(Gap.Cause.NOT_TOLD);
    }

    @Test
    void listWithoutOwnersThatIsCutIsNotTakenForAWholeOneEither() {
        control.set(Fault.CUT_PCBLIST, 100);

        Sockets sockets = provider.sockets()
                .read(SocketQuery.tcp().listening().port(server.getLocalPort()).withoutOwners());

        assertThat(sockets.list()).hasSize(1);
        assertThat(sockets.list().get(0).owner().kind()).isEqualTo(Owner.Kind.NOT_READ);
        assertThat(sockets.complete()).isFalse();
    }

    @Test
    void tableThatChangesMeanwhileIsWholeForAllThat() {
        control.set(Fault.CHANGED_GENERATION, 1);

        assertOwnedByThisJvm(read());
    }

    @Test
    void layoutOfMacos12IsReadAsThatOfLaterOnes() {
        control.set(Fault.XSOCKET_OF_MACOS12, 1);

        assertOwnedByThisJvm(read());
    }

    /** macOS 27 says neither that it refuses nor that something is missing: 40 connections of another process here. */
    @Test
    void listOfOwnSocketsAloneIsFoundOut() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "there is no " + BASH);
        try (ServerSocket busy = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            String connect = "for ((i = 20; i < 60; i++)); do eval \"exec $i<>/dev/tcp/127.0.0.1/" + busy.getLocalPort()
                    + "\"; done; echo connected; exec sleep 60";
            Process other = new ProcessBuilder(BASH.toString(), "-c", connect).start();
            try {
                assertThat(other.getInputStream().read()).isEqualTo('c');
                control.set(Fault.OWN_SOCKETS_ONLY, 1);

                Sockets sockets = read();

                assertThat(sockets.list()).hasSize(1);
                assertThat(sockets.list().get(0).owner().kind()).isEqualTo(Owner.Kind.KNOWN);
                assertThat(sockets.complete()).isFalse();
                assertThat(sockets.gaps())
                        .anySatisfy(gap -> assertThat(gap.reason()).contains("macOS 27"));
            } finally {
                other.destroyForcibly().onExit().join();
            }
        }
    }

    @Test
    void descriptorThatBecomesSomethingElseIsPassedOver() {
        control.set(Fault.FD_PID, OWN);
        control.set(Fault.FD_REUSED, 1);
        assertThat(read().list()).hasSize(1);

        control.set(Fault.FD_CLOSED, 1);
        assertThat(read().list()).hasSize(1);
    }

    /** What a process had may be another's by the time that its start is read: so the first socket is looked at once more. */
    @Test
    void socketsThatAreNotThereAnyMoreAreReadAgain() {
        SocketQuery query =
                SocketQuery.tcp().listening().port(server.getLocalPort()).ownedBy(OWN);
        provider.sockets().read(query);
        long calls = control.calls("proc_pidfdinfo");

        control.reset();
        control.fail("proc_pidfdinfo", EBADF, 1, (int) calls - 1); // that look
        Sockets sockets = provider.sockets().read(query);

        assertThat(sockets.list()).hasSize(1);
        assertThat(sockets.list().get(0).owner().processes())
                .extracting(ProcessId::pid)
                .containsExactly(OWN);
        assertThat(control.calls("proc_pidfdinfo")).isEqualTo(2 * calls);
    }

    @Test
    void processThatVanishesInTheMiddleOwnsNothing() throws IOException {
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        try {
            control.set(Fault.VANISH_PID, sleeping.pid());
            control.set(Fault.VANISH_AFTER, 1);

            assertOwnedByThisJvm(read());
            assertThat(provider.processes().read(sleeping.pid())).isEmpty();
        } finally {
            sleeping.destroyForcibly().onExit().join();
        }
    }

    @Test
    void processesThatAreRefusedAreCounted() {
        control.set(Fault.DENY_OTHERS, 1);

        Sockets sockets = read();

        assertOwnedByThisJvm(sockets);
        assertThat(sockets.complete()).isFalse();
        assertThat(sockets.list().get(0).owner().exhaustive()).isFalse();
        assertThat(causes(sockets)).containsOnly(Gap.Cause.PERMISSION);
    }

    @Test
    void errorThatIsNotKnownIsNotSwallowed() {
        control.fail("proc_pidfdinfo", ENOMEM, 1_000_000, 0);
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::read)
                .withMessageContaining("proc_pidfdinfo")
                .withMessageContaining("ENOMEM");
        control.reset();

        control.fail("proc_listpids", EINVAL, 1, 0);
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(this::read)
                .withMessageContaining("proc_listpids");
    }

    @Test
    void signalThatIsRefusedIsToldAsThat() throws IOException {
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        ProcessControl processes = provider.processes();
        try (ProcessTarget target = processes
                .open(processes.read(sleeping.pid()).orElseThrow().id())
                .orElseThrow()) {
            control.fail("kill", 1, 1, 0);
            assertThat(target.send(Signal.TERM)).isEqualTo(ProcessTarget.Delivery.NOT_PERMITTED);
            control.fail("kill", 3, 1, 0);
            assertThat(target.send(Signal.TERM)).isEqualTo(ProcessTarget.Delivery.GONE);
            assertThat(sleeping.isAlive()).isTrue();

            assertThat(target.send(Signal.KILL)).isEqualTo(ProcessTarget.Delivery.DELIVERED);
            sleeping.onExit().join();
            assertThat(target.gone()).isTrue();
            assertThat(target.send(Signal.KILL)).isEqualTo(ProcessTarget.Delivery.GONE);
        } finally {
            sleeping.destroyForcibly();
        }
    }
}
