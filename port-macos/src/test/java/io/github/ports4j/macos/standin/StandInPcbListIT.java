package io.github.ports4j.macos.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.macos.libsystem.LibSystem;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("standin")
class StandInPcbListIT {
    private static final DarwinLayouts LAYOUTS = DarwinMemory.LAYOUTS;
    private static final int HEADER = LAYOUTS.size("xinpgen");
    private static final int OWN = (int) ProcessHandle.current().pid();

    private StandInControl control;
    private ServerSocket server;

    /** A record of some kind, by its offset. */
    private record Found(long so, long pid, int port, int family) {}

    @BeforeEach
    void listen() throws IOException {
        control = StandIn.load();
        control.reset();
        server = new ServerSocket(0);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        control.reset();
    }

    @Test
    void theSocketIsTheOneThatItsDescriptorHas() {
        Answer answer = askAll();
        Found found = answer.of(server.getLocalPort());
        DarwinMemory info = StandInSocketIT.found(server.getLocalPort());
        assertThat(found.so()).isEqualTo(info.number(0, "socket_fdinfo", "psi.soi_so"));
        assertThat(found.pid()).isEqualTo(OWN);
        assertThat(answer.generation(0)).isEqualTo(answer.generation(answer.length - HEADER));
        assertThat(answer.count()).isEqualTo(answer.items().size());
        assertThat((answer.length - 2 * HEADER) / answer.items().size()).isEqualTo(616);
    }

    @Test
    void theSizeHasRoomForMore() {
        int told = ask(0).length;
        Answer answer = askAll();
        int items = answer.items().size();
        assertThat(told).isEqualTo(2 * HEADER + (items + items / 8 + 1) * 616);
    }

    @Test
    void aShortBufferTakesWholeItems() {
        Answer answer = ask(HEADER + 616 + 100);
        assertThat(answer.errno).isEqualTo(LAYOUTS.constant("ENOMEM"));
        assertThat(answer.length).isEqualTo(HEADER + 616);
        control.set(Fault.SHORT_PCBLIST, 1);
        Answer half = askAll();
        assertThat(half.errno).isEqualTo(LAYOUTS.constant("ENOMEM"));
        assertThat((half.length - HEADER) % 616).isZero();
        assertThat(askAll().errno).isZero();
    }

    @Test
    void isThatOfOtherVersionsOnDemand() {
        control.set(Fault.XSOCKET_OF_MACOS12, 1);
        Answer old = askAll();
        assertThat((old.length - 2 * HEADER) / old.items().size()).isEqualTo(592);
        assertThat(old.of(server.getLocalPort()).pid()).isEqualTo(OWN);
        control.reset();

        int all = askAll().items().size();
        control.set(Fault.USERLAND_FLOWS, 2);
        assertThat(askAll().items()).hasSize(all + 2).anyMatch(item -> item.family() == 0 && item.pid() == OWN);
        control.reset();

        int told = ask(0).length;
        control.set(Fault.OWN_SOCKETS_ONLY, 1);
        Answer own = askAll();
        assertThat(own.items()).allMatch(item -> item.pid() == OWN);
        assertThat(own.count()).isEqualTo(all);
        assertThat(ask(0).length).isEqualTo(told);
    }

    /** Linux does not tell whose it was, and Darwin only who it was: the pid may be another process's by now. */
    @Test
    void whatWaitsForItsTimeToPassHasNoDescriptor() throws IOException {
        int port;
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            port = client.getLocalPort();
            client.shutdownOutput(); // whose end comes first waits
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
        Deadline deadline = Deadline.ofSeconds(10);
        while (askAll().of(port).pid() != 0) {
            deadline.pause();
        }
        control.set(Fault.TIME_WAIT_PID, 4711);
        assertThat(askAll().of(port).pid()).isEqualTo(4711);
        assertThat(askAll().of(server.getLocalPort()).pid()).isEqualTo(OWN);
    }

    @Test
    void isBrokenOnDemand() {
        control.set(Fault.CHANGED_GENERATION, 1);
        Answer changed = askAll();
        assertThat(changed.generation(0)).isNotEqualTo(changed.generation(changed.length - HEADER));
        Answer whole = askAll();
        assertThat(whole.generation(0)).isEqualTo(whole.generation(whole.length - HEADER));
        control.set(Fault.CUT_PCBLIST, 50);
        assertThat((askAll().length - 2 * HEADER + 50) % 616).isZero();
    }

    // ---- calls ----

    /** What net.inet.tcp.pcblist_n has stored. */
    private static final class Answer {
        private final DarwinMemory bytes;
        private final int length;
        private final int errno;

        private Answer(DarwinMemory bytes, int length, int errno) {
            this.bytes = bytes;
            this.length = length;
            this.errno = errno;
        }

        private long generation(int at) {
            return bytes.number(at, "xinpgen", "xig_gen");
        }

        private int count() {
            return (int) bytes.number(0, "xinpgen", "xig_count");
        }

        private Found of(int port) {
            return items().stream()
                    .filter(item -> item.port() == port)
                    .findFirst()
                    .orElseThrow();
        }

        private List<Found> items() {
            List<Found> items = new ArrayList<>();
            int port = 0;
            for (int at = HEADER;
                    at < length - HEADER;
                    at += ((int) bytes.number(at, "xsocket_n", "xso_len") + 7) & ~7) {
                long kind = bytes.number(at, "xsocket_n", "xso_kind");
                if (kind == LAYOUTS.constant("XSO_INPCB")) {
                    port = bytes.port(at, "xinpcb_n", "inp_lport");
                } else if (kind == LAYOUTS.constant("XSO_SOCKET")) {
                    items.add(new Found(
                            bytes.number(at, "xsocket_n", "xso_so"),
                            bytes.number(at, "xsocket_n", "so_last_pid"),
                            port,
                            (int) bytes.number(at, "xsocket_n", "xso_family")));
                }
            }
            return items;
        }
    }

    private static Answer askAll() {
        return ask(2 * ask(0).length);
    }

    /** With no room: for the size. */
    private static Answer ask(int room) {
        DarwinMemory name = DarwinMemory.text("net.inet.tcp.pcblist_n");
        DarwinMemory value = new DarwinMemory(Math.max(room, 1));
        DarwinMemory length = new DarwinMemory(Long.BYTES);
        length.putInt64(0, room);
        int answer = LibSystem.sysctlbyname(name.address(), room == 0 ? 0 : value.address(), length.address(), 0, 0);
        int errno = answer == 0 ? 0 : LibSystem.errno();
        return new Answer(value, (int) length.int64(0), errno);
    }
}
