package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.Gap;
import io.github.ports4j.Owner;
import io.github.ports4j.ProcessId;
import io.github.ports4j.SocketEntry;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.SocketRole;
import io.github.ports4j.SocketTable;
import io.github.ports4j.Sockets;
import io.github.ports4j.TcpState;
import io.github.ports4j.linux.procfs.ProcNet;
import io.github.ports4j.linux.sockdiag.SockDiag;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the sockets of this JVM. */
class LinuxSocketTableIT {
    private static final long SELF = ProcessHandle.current().pid();
    private static final int MANY = 8000;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final SocketTable table = new LinuxProvider().sockets();
    private final List<Closeable> open = new ArrayList<>();

    private <C extends Closeable> C keep(C resource) {
        open.add(resource);
        return resource;
    }

    private ServerSocket listen() throws IOException {
        return keep(new ServerSocket(0, 17, LOOPBACK));
    }

    private Socket connect(ServerSocket server) throws IOException {
        return keep(new Socket(LOOPBACK, server.getLocalPort()));
    }

    @AfterEach
    void closeAll() throws IOException {
        for (Closeable resource : open) {
            resource.close();
        }
    }

    private static SocketEntry only(Sockets sockets) {
        assertThat(sockets.list()).hasSize(1);
        return sockets.list().get(0);
    }

    private static List<Long> pids(SocketEntry socket) {
        return socket.owner().processes().stream().map(ProcessId::pid).toList();
    }

    /** So many that the second thread is woken several times. */
    @Test
    void findsEachOfManyOnce() throws IOException {
        String limit = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split(" +", -1)[3])
                .findAny()
                .orElseThrow();
        assumeTrue(
                limit.equals("unlimited") || Long.parseLong(limit) > 2 * MANY,
                "this JVM may have only " + limit + " descriptors");
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            ports.add(listen().getLocalPort());
        }
        for (int i = 0; i < 20; i++) {
            Sockets found = table.read(SocketQuery.tcp().listening());
            List<Integer> mine = found.stream()
                    .filter(socket -> pids(socket).equals(List.of(SELF)))
                    .map(socket -> socket.local().getPort())
                    .filter(ports::contains)
                    .toList();
            assertThat(mine).containsExactlyInAnyOrderElementsOf(ports);
        }
    }

    @Test
    void findsAListenerAndItsProcess() throws IOException {
        ServerSocket server = listen();
        SocketEntry found = only(table.read(SocketQuery.tcp().listening().port(server.getLocalPort())));

        assertThat(pids(found)).containsExactly(SELF);
        assertThat(found.role()).isEqualTo(SocketRole.LISTENER);
        assertThat(found.local().getAddress().isLoopbackAddress()).isTrue();
        assertThat(found.dualStack()).isFalse();
        assertThat(found.backlog()).hasValue(17);
        assertThat(found.acceptQueue()).hasValue(0);
        assertThat(found.inode()).isPresent();
        assertThat(found.uid()).isPresent();
        ProcessId process = found.owner().processes().get(0);
        assertThat(process)
                .isEqualTo(
                        new LinuxProvider().processes().read(SELF).orElseThrow().id());
    }

    @Test
    void tellsDualStack() throws IOException {
        ServerSocket server = keep(new ServerSocket(0));
        SocketEntry found = only(table.read(SocketQuery.tcp().listening().port(server.getLocalPort())));
        assertThat(found.dualStack()).isEqualTo(found.family() == AddressFamily.IPV6);
    }

    @Test
    void findsBothEndsOfAConnection() throws IOException {
        ServerSocket server = listen();
        Socket near = connect(server);
        SocketQuery query = SocketQuery.all().involving(server.getLocalPort());
        assertThat(table.read(query).stream().map(SocketEntry::owner).map(Owner::kind))
                .containsExactlyInAnyOrder(Owner.Kind.KNOWN, Owner.Kind.KNOWN, Owner.Kind.NONE); // one not accepted yet

        keep(server.accept());
        assertThat(table.read(query).stream().map(LinuxSocketTableIT::pids))
                .hasSize(3)
                .containsOnly(List.of(SELF));
        SocketEntry client = only(table.read(SocketQuery.tcp().remotePort(server.getLocalPort())));
        assertThat(client.localPort()).isEqualTo(near.getLocalPort());
        assertThat(client.state()).contains(TcpState.ESTABLISHED);
    }

    @Test
    void findsASocketThatIsBoundAndSilent() throws Exception {
        Socket bound = keep(new Socket());
        bound.bind(new InetSocketAddress(LOOPBACK, 0));
        Sockets found = table.read(SocketQuery.tcp().holding().port(bound.getLocalPort()));
        assertThat(only(found).role()).isEqualTo(SocketRole.BOUND);
        assertThat(pids(only(found))).containsExactly(SELF);
        assertThat(table.read(SocketQuery.tcp().port(bound.getLocalPort())).list())
                .isEmpty();
        assertThat(BoundSockets.tried()).isTrue();
    }

    @Test
    void findsUdp() throws IOException {
        DatagramSocket bound = keep(new DatagramSocket(0, LOOPBACK));
        DatagramSocket client = keep(new DatagramSocket(0, LOOPBACK));
        client.connect(bound.getLocalSocketAddress());
        SocketEntry holder = only(table.read(SocketQuery.udp().listening().port(bound.getLocalPort())));
        assertThat(holder.role()).isEqualTo(SocketRole.BOUND);
        assertThat(pids(holder)).containsExactly(SELF);
        SocketEntry other = only(table.read(SocketQuery.udp().connected().port(client.getLocalPort())));
        assertThat(other.role()).isEqualTo(SocketRole.CONNECTION);
        assertThat(other.remotePort()).hasValue(bound.getLocalPort());
        assertThat(table.read(SocketQuery.udp().connected().port(bound.getLocalPort()))
                        .list())
                .isEmpty();
    }

    @Test
    void findsTheSocketsOfOneProcess() throws IOException {
        int port = listen().getLocalPort();
        Sockets mine = table.read(SocketQuery.tcp().listening().ownedBy(SELF));
        assertThat(mine.stream().map(SocketEntry::localPort)).contains(port);
        assertThat(mine.stream().map(LinuxSocketTableIT::pids)).containsOnly(List.of(SELF));
        assertThat(mine.stream().map(SocketEntry::owner).map(Owner::exhaustive)).containsOnly(false);
        assertThat(mine.complete()).isTrue();
        assertThat(table.read(SocketQuery.tcp().ownedBy(Long.MAX_VALUE)).list()).isEmpty();
    }

    @Test
    void asksNoProcessWithoutNeed() throws IOException {
        int port = listen().getLocalPort();
        Sockets unowned = table.read(SocketQuery.tcp().listening().port(port).withoutOwners());
        assertThat(only(unowned).owner().kind()).isEqualTo(Owner.Kind.NOT_READ);
        assertThat(unowned.complete()).isTrue();
    }

    @Test
    void sharesTheOwnersOfSocketsOfTheSameProcesses() throws IOException {
        ServerSocket first = listen();
        ServerSocket second = listen();
        Sockets both = table.read(SocketQuery.tcp().listening().ownedBy(SELF));
        Set<Integer> ports = Set.of(first.getLocalPort(), second.getLocalPort());
        List<Owner> owners = both.stream()
                .filter(s -> ports.contains(s.localPort()))
                .map(SocketEntry::owner)
                .toList();
        assertThat(owners).hasSize(2);
        assertThat(owners.get(0)).isSameAs(owners.get(1));
    }

    private static void awaitHalfClosed(int port) {
        SocketQuery halfClosed =
                SocketQuery.tcp().inState(TcpState.FIN_WAIT_2).involving(port).withoutOwners();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (new LinuxSocketTable().read(halfClosed).isEmpty()) {
            assertThat(System.nanoTime()).as("no FIN_WAIT_2 on %s", port).isLessThan(deadline);
        }
    }

    @Test
    void bothWaysToTheTableAgree() throws Exception {
        ServerSocket server = keep(new ServerSocket(0));
        connect(server);
        keep(server.accept());
        connect(server); // waits to be accepted
        Socket gone = connect(server);
        keep(server.accept());
        gone.close();
        awaitHalfClosed(server.getLocalPort()); // until then its state goes on changing
        DatagramSocket bound = keep(new DatagramSocket(0, LOOPBACK));
        keep(new DatagramSocket(0)).connect(bound.getLocalSocketAddress());

        for (int port : new int[] {server.getLocalPort(), bound.getLocalPort()}) {
            SocketQuery query = SocketQuery.all().involving(port);
            List<String> netlink = new ArrayList<>();
            try (SockDiag diag = SockDiag.open(query, row -> netlink.add(Rows.ends(row)))) {
                diag.tcp();
                diag.udp();
            }
            List<String> procNet = new ArrayList<>();
            ProcNet net = new ProcNet(query, row -> procNet.add(Rows.ends(row)));
            net.tcp();
            net.udp();
            assertThat(procNet).isNotEmpty().containsExactlyInAnyOrderElementsOf(netlink);
        }
    }

    @Test
    void findsEachSocketInATableThatIsSplit() throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ports.add(listen().getLocalPort());
            for (int k = 0; k < 25; k++) {
                keep(new FileInputStream("/dev/null"));
            }
        }
        Sockets mine = table.read(SocketQuery.tcp().listening().ownedBy(SELF));
        assertThat(mine.stream().map(SocketEntry::localPort)).containsAll(ports);
    }

    @Test
    void leavesNoDescriptorOpen() throws IOException {
        SocketQuery port = SocketQuery.tcp().holding().port(listen().getLocalPort());
        table.read(port);
        int before = descriptors();
        for (int i = 0; i < 1000; i++) {
            table.read(port.withoutOwners());
        }
        for (int i = 0; i < 100; i++) {
            table.read(port);
            table.read(SocketQuery.all().ownedBy(SELF));
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    @Test
    void tellsWhatCouldNotBeSeen() throws IOException {
        Sockets found = table.read(SocketQuery.tcp().listening().port(listen().getLocalPort()));
        assertThat(only(found).owner().exhaustive()).isEqualTo(found.complete());
        assertThat(found.gaps()).extracting(Gap::cause).doesNotContain(Gap.Cause.NOT_TOLD);
    }
}
