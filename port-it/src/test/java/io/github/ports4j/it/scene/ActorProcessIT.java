package io.github.ports4j.it.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the other tests rely on: an actor does what it says, and leaves nothing behind. */
class ActorProcessIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @BeforeEach
    void programs() {
        CTools.assumeUsable();
    }

    @Test
    void tellsEachSocketAsTheKernelNumbersIt() throws IOException {
        try (ActorProcess actor = ActorProcess.start("--listen", "127.0.0.1:0", "--udp", "[::1]:@")) {
            List<OpenedSocket> sockets = actor.sockets();
            assertThat(sockets).extracting(OpenedSocket::protocol).containsExactly("tcp", "udp");
            assertThat(sockets.get(1).local())
                    .isEqualTo("[::1]:" + sockets.get(0).port());
            for (OpenedSocket socket : sockets) {
                Path descriptor = Path.of("/proc/" + actor.pid() + "/fd/" + socket.fd());
                assertThat(Files.readSymbolicLink(descriptor).toString()).isEqualTo("socket:[" + socket.inode() + "]");
            }
        }
    }

    @Test
    void acceptsKeepsAndClosesOnCommand() throws IOException {
        try (ActorProcess actor = ActorProcess.start("--listen", "127.0.0.1:0,accept");
                Socket client = new Socket(InetAddress.getLoopbackAddress(), actor.port())) {
            assertThat(actor.awaitLine("ACCEPTED", SOON)).endsWith("remote=127.0.0.1:" + client.getLocalPort());
            actor.command("close");
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), actor.port()))
                    .isInstanceOf(IOException.class);
            actor.command("listen 127.0.0.1:" + actor.port());
        }
    }

    @Test
    void resetsConnectionsAndAnswersDatagrams() throws IOException {
        try (ActorProcess actor = ActorProcess.start("--listen", "127.0.0.1:0,reset", "--udp", "127.0.0.1:@,answer");
                Socket client = new Socket(InetAddress.getLoopbackAddress(), actor.port());
                DatagramSocket asking = new DatagramSocket()) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            asking.setSoTimeout((int) SOON.toMillis());
            asking.connect(InetAddress.getLoopbackAddress(), actor.port());
            asking.send(new DatagramPacket(new byte[1], 1));
            DatagramPacket answer = new DatagramPacket(new byte[9], 9);
            asking.receive(answer);
            assertThat(answer.getLength()).isEqualTo(4);
        }
    }

    @Test
    void recordsSignalsAndLivesOn() {
        try (ActorProcess actor = ActorProcess.start("--record")) {
            actor.signal(actor.pid(), "TERM");
            actor.awaitLine("GOT TERM", SOON);
            actor.signal(actor.pid(), "HUP");
            actor.awaitLine("GOT HUP", SOON);
            assertThat(actor.isAlive()).isTrue();
        }
    }

    @Test
    void childOutlivesItsKilledParentButNotTheActor() {
        ActorProcess actor = ActorProcess.start("--listen", "127.0.0.1:0", "--fork", "1");
        long child = actor.pids("child").get(0);
        ProcStat identity = ProcStat.read(child).orElseThrow();
        actor.kill(actor.pid());
        assertThat(actor.awaitExit(actor.pid(), SOON)).isEqualTo("signal=KILL");
        assertThat(actor.isAlive(child)).isTrue();
        actor.close();
        assertThat(identity.present()).isFalse();
    }

    @Test
    void comesBackUnderASupervisor() {
        try (ActorProcess actor = ActorProcess.start("--supervise", "20", "--listen", "127.0.0.1:0")) {
            long first = actor.pid();
            actor.kill(first);
            actor.awaitLine("READY ", SOON);
            actor.awaitLine("READY ", SOON);
            assertThat(actor.pid()).isNotEqualTo(first);
            assertThat(actor.isAlive()).isTrue();
        }
    }

    @Test
    void unreapedChildIsAZombie() {
        try (ActorProcess actor = ActorProcess.start("--zombie")) {
            actor.kill(actor.pid());
            assertThat(ProcStat.read(actor.pid()).orElseThrow().state()).isEqualTo('Z');
            assertThat(actor.isAlive()).isFalse();
        }
    }

    @Test
    void processLivesWithoutItsFirstThread() {
        try (ActorProcess actor = ActorProcess.start("--leader-exits")) {
            assertThat(ProcStat.read(actor.pid()).orElseThrow().state()).isEqualTo('Z');
            assertThat(actor.isAlive()).isTrue();
        }
    }

    @Test
    void stoppedAndDeafOnesEndWithTheActor() {
        ActorProcess actor = ActorProcess.start("--ignore", "TERM,HUP,INT", "--fork", "1");
        actor.stop();
        List<ProcStat> all = actor.pids().stream()
                .map(pid -> ProcStat.read(pid).orElseThrow())
                .toList();
        assertThat(all).hasSize(2);
        actor.close();
        assertThat(all).noneMatch(ProcStat::present);
    }

    @Test
    void signalsNoneButItsOwn() {
        try (ActorProcess actor = ActorProcess.start()) {
            long own = ProcessHandle.current().pid();
            assertThatThrownBy(() -> actor.signal(own, "CONT")).hasMessageContaining("ESRCH");
        }
    }

    @Test
    void runsUnderAnotherFileName() throws IOException {
        try (ActorProcess actor = ActorProcess.startAs("docker-proxy", "--listen", "127.0.0.1:0")) {
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + actor.pid() + "/exe")))
                    .hasFileName("docker-proxy");
        }
    }

    @Test
    void whatCannotBeSetUpIsTold() {
        assertThatThrownBy(() -> ActorProcess.start("--listen", "192.0.2.1:80")).hasMessageContaining("EADDRNOTAVAIL");
    }

    @Test
    void allProgramsCompile() {
        assertThat(List.of(CTools.refuse(), CTools.samples())).allMatch(Files::isExecutable);
    }
}
