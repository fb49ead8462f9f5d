package io.github.ports4j.macos.pcb;

import static io.github.ports4j.TransportProtocol.TCP;
import static io.github.ports4j.TransportProtocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import io.github.ports4j.macos.Torment;
import io.github.ports4j.macos.socket.InetSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PcbListDecoderTest {
    private final List<String> sockets = new ArrayList<>();

    private PcbList decode(ByteBuffer in, TransportProtocol protocol) {
        sockets.clear();
        return PcbListDecoder.decode(in, in.limit(), protocol, new InetSocket(), socket -> sockets.add(text(socket)));
    }

    private PcbList decode(Blocks blocks, TransportProtocol protocol) {
        return decode(Fixture.buffer(blocks.bytes()), protocol);
    }

    private static PcbList ignoring(ByteBuffer in, TransportProtocol protocol) {
        return PcbListDecoder.decode(in, in.limit(), protocol, new InetSocket(), socket -> {});
    }

    private static String text(InetSocket socket) {
        return socket.protocol + " " + socket.localPort + " " + socket.state + " so " + socket.so + " queues "
                + socket.receiveBytes + " " + socket.sendBytes
                + (socket.ownerTold ? " uid " + socket.uid + " pid " + socket.lastPid + " " + socket.effectivePid : "")
                + (socket.userlandFlow ? " flow" : "");
    }

    @Test
    void fieldsAreWhereTheHeadersHaveThem() {
        assertThat(Layouts.sizes("xinpgen")).containsExactly(PcbListDecoder.XINPGEN_SIZE);
        assertThat(PcbListDecoder.XIG_LEN).isEqualTo(Layouts.offset("xinpgen", "xig_len"));
        assertThat(PcbListDecoder.XIG_COUNT).isEqualTo(Layouts.offset("xinpgen", "xig_count"));
        assertThat(PcbListDecoder.XIG_GEN).isEqualTo(Layouts.offset("xinpgen", "xig_gen"));
        assertThat(Layouts.sizes("xinpcb_n")).containsExactly(PcbListDecoder.XINPCB_SIZE);
        assertThat(PcbListDecoder.RECORD_LEN).isEqualTo(Layouts.offset("xinpcb_n", "xi_len"));
        assertThat(PcbListDecoder.RECORD_KIND).isEqualTo(Layouts.offset("xinpcb_n", "xi_kind"));
        assertThat(PcbListDecoder.INP_FPORT).isEqualTo(Layouts.offset("xinpcb_n", "inp_fport"));
        assertThat(PcbListDecoder.INP_LPORT).isEqualTo(Layouts.offset("xinpcb_n", "inp_lport"));
        assertThat(PcbListDecoder.INP_GENCNT).isEqualTo(Layouts.offset("xinpcb_n", "inp_gencnt"));
        assertThat(PcbListDecoder.INP_VFLAG).isEqualTo(Layouts.offset("xinpcb_n", "inp_vflag"));
        assertThat(PcbListDecoder.INP_DEPENDFADDR).isEqualTo(Layouts.offset("xinpcb_n", "inp_dependfaddr"));
        assertThat(PcbListDecoder.INP_DEPENDLADDR).isEqualTo(Layouts.offset("xinpcb_n", "inp_dependladdr"));
        assertThat(Layouts.sizes("xsocket_n")).contains(PcbListDecoder.XSOCKET_SIZE_BEFORE_13);
        assertThat(PcbListDecoder.XSO_SO).isEqualTo(Layouts.offset("xsocket_n", "xso_so"));
        assertThat(PcbListDecoder.SO_OPTIONS).isEqualTo(Layouts.offset("xsocket_n", "so_options"));
        assertThat(PcbListDecoder.XSO_FAMILY).isEqualTo(Layouts.offset("xsocket_n", "xso_family"));
        assertThat(PcbListDecoder.SO_QLEN).isEqualTo(Layouts.offset("xsocket_n", "so_qlen"));
        assertThat(PcbListDecoder.SO_INCQLEN).isEqualTo(Layouts.offset("xsocket_n", "so_incqlen"));
        assertThat(PcbListDecoder.SO_QLIMIT).isEqualTo(Layouts.offset("xsocket_n", "so_qlimit"));
        assertThat(PcbListDecoder.SO_UID).isEqualTo(Layouts.offset("xsocket_n", "so_uid"));
        assertThat(PcbListDecoder.SO_LAST_PID).isEqualTo(Layouts.offset("xsocket_n", "so_last_pid"));
        assertThat(PcbListDecoder.SO_E_PID).isEqualTo(Layouts.offset("xsocket_n", "so_e_pid"));
        assertThat(Layouts.sizes("xsockbuf_n")).containsExactly(PcbListDecoder.XSOCKBUF_SIZE);
        assertThat(PcbListDecoder.SB_CC).isEqualTo(Layouts.offset("xsockbuf_n", "sb_cc"));
        assertThat(PcbListDecoder.T_STATE).isEqualTo(Layouts.offset("xtcpcb_n", "t_state"));
    }

    @Test
    void kindsHaveTheNumbersOfTheHeader() {
        assertThat(PcbListDecoder.XSO_SOCKET).isEqualTo(Layouts.constant("XSO_SOCKET"));
        assertThat(PcbListDecoder.XSO_RCVBUF).isEqualTo(Layouts.constant("XSO_RCVBUF"));
        assertThat(PcbListDecoder.XSO_SNDBUF).isEqualTo(Layouts.constant("XSO_SNDBUF"));
        assertThat(PcbListDecoder.XSO_STATS).isEqualTo(Layouts.constant("XSO_STATS"));
        assertThat(PcbListDecoder.XSO_INPCB).isEqualTo(Layouts.constant("XSO_INPCB"));
        assertThat(PcbListDecoder.XSO_TCPCB).isEqualTo(Layouts.constant("XSO_TCPCB"));
    }

    @Test
    void readsEveryField() {
        InetSocket[] seen = {new InetSocket()};
        Blocks blocks = new Blocks()
                .frame(1, 9)
                .tcp(
                        Blocks.inpcb(9, 8080)
                                .port("inp_fport", 13)
                                .put("inp_dependfaddr.inp46_foreign.ia46_addr4", 0x0403_0201)
                                .put("inp_dependladdr.inp46_local.ia46_addr4", 0x0807_0605),
                        Blocks.socket(-3)
                                .put("so_options", 0x1_8002)
                                .put("so_qlen", 0x8004)
                                .put("so_incqlen", 0x8005)
                                .put("so_qlimit", 0x8006)
                                .put("so_uid", -7)
                                .put("so_last_pid", 8)
                                .put("so_e_pid", 9),
                        4)
                .frame(1, 9);
        ByteBuffer in = Fixture.buffer(blocks.bytes());
        PcbListDecoder.decode(
                in, in.limit(), TCP, seen[0], socket -> assertThat(socket).isSameAs(seen[0]));
        assertThat(text(seen[0])).isEqualTo("tcp 8080 ESTABLISHED so -3 queues 1 2 uid -7 pid 8 9");
        assertThat(seen[0].remotePort).isEqualTo(13);
        assertThat(seen[0].remoteLow).isEqualTo(0x0102_0304);
        assertThat(seen[0].localLow).isEqualTo(0x0506_0708);
        assertThat(seen[0].options).isEqualTo(0x8002);
        assertThat(seen[0].queued).isEqualTo(0x8004);
        assertThat(seen[0].incomplete).isEqualTo(0x8005);
        assertThat(seen[0].backlog).isEqualTo(0x8006);
    }

    /** Such a block has records of kind 0 where others have buffers, and must not get those of the block before. */
    @Test
    void oneWithoutSocketHasNothingOfTheOneBefore() {
        Blocks blocks = new Blocks()
                .frame(2, 9)
                .tcp(Blocks.inpcb(1, 80), Blocks.socket(5).put("so_uid", 501).put("so_last_pid", 77), 1)
                .record(Blocks.inpcb(2, 81))
                .record(Blocks.socket(0).put("xso_family", 0))
                .record(Blocks.buffer("", 33))
                .record(Blocks.buffer("", 34))
                .record(Blocks.stats())
                .record(Blocks.tcpcb(10))
                .frame(2, 9);
        PcbList list = decode(blocks, TCP);
        assertThat(sockets)
                .containsExactly("tcp 80 LISTEN so 5 queues 1 2 uid 501 pid 77 0", "tcp 81 TIME_WAIT so 0 queues 0 0");
        assertThat(list.truncated()).isFalse();
    }

    @Test
    void knowsFlowsOfUserSpace() {
        Blocks blocks = new Blocks()
                .frame(1, 9)
                .tcp(Blocks.inpcb(0, 80), Blocks.socket(0).put("xso_family", 0).put("so_last_pid", 350), 4)
                .frame(1, 9);
        decode(blocks, TCP);
        assertThat(sockets).containsExactly("tcp 80 ESTABLISHED so 0 queues 1 2 uid 0 pid 350 0 flow");
    }

    @Test
    void leavesOutWhatCameLater() {
        Blocks blocks = new Blocks()
                .frame(4, -2)
                .udp(Blocks.inpcb(-2, 80), Blocks.socket(1))
                .udp(Blocks.inpcb(-1, 81), Blocks.socket(2))
                .udp(Blocks.inpcb(1, 82), Blocks.socket(3))
                .udp(Blocks.inpcb(1, 83).put("inp_vflag", 0), Blocks.socket(0).put("xso_family", 0))
                .frame(4, -1);
        PcbList list = decode(blocks, UDP);
        assertThat(sockets).hasSize(2).allMatch(it -> it.startsWith("udp 80 null") || it.startsWith("udp 82 null"));
        assertThat(list).isEqualTo(new PcbList(UDP, blocks.bytes().length, 4, 4, 2, false, -2, -1));
        assertThat(list.changed()).isTrue();
    }

    @Test
    void recordsMayGrowAndNewOnesMayCome() {
        byte[] inpcb = Arrays.copyOf(Blocks.inpcb(1, 80).put("xi_len", 109).bytes(), 109);
        byte[] socket = Arrays.copyOf(Blocks.socket(5).put("xso_len", 132).bytes(), 132);
        byte[] unknown = new byte[41];
        Fixture.buffer(unknown).putInt(0, unknown.length).putInt(4, 0x100);
        Blocks blocks = new Blocks()
                .frame(1, 9)
                .record(inpcb)
                .record(unknown)
                .record(socket)
                .record(Blocks.tcpcb(4).bytes())
                .frame(1, 9);
        assertThat(decode(blocks, UDP).truncated()).isFalse();
        assertThat(sockets).containsExactly("udp 80 null so 5 queues 0 0 uid 0 pid 0 0");
    }

    @Test
    void saysWhereAListWentWrong() {
        Blocks good = new Blocks().frame(2, 9).tcp(Blocks.inpcb(1, 80), Blocks.socket(1), 1);
        int start = good.bytes().length;
        // without an end the last one is given if it is whole
        assertThat(decode(good, TCP).truncated()).isTrue();
        assertThat(sockets).hasSize(1);
        byte[] two = Struct.join(
                good.bytes(),
                new Blocks()
                        .tcp(Blocks.inpcb(2, 81), Blocks.socket(2), 1)
                        .frame(2, 9)
                        .bytes());
        for (int size : new int[] {0, 1, 7, 8, 23, 24, 103, Integer.MAX_VALUE, -1, -8}) {
            byte[] bytes = two.clone();
            Fixture.buffer(bytes).putInt(start, size);
            PcbList list = decode(Fixture.buffer(bytes), TCP);
            assertThat(sockets).as("after a record of %d bytes", size).hasSize(1);
            assertThat(list.truncated()).isEqualTo(size != 24); // which is an end
            assertThat(list.bytes()).isEqualTo(size == 24 ? start + 24 : start);
        }
        for (int size : new int[] {0, 1, 7, 8, 23, 24, 75, Integer.MAX_VALUE, -1, -8}) {
            byte[] bytes = two.clone();
            Fixture.buffer(bytes).putInt(start + Blocks.inpcb(0, 0).bytes().length, size);
            assertThat(decode(Fixture.buffer(bytes), TCP).truncated()).isTrue();
            assertThat(sockets).as("after a second record of %d bytes", size).hasSize(1);
        }
        assertThat(decode(Fixture.buffer(two), TCP).truncated()).isFalse();
        assertThat(sockets).hasSize(2);
    }

    @Test
    void saysThatARecordIsMissing() {
        Blocks noTcpcb = new Blocks()
                .frame(2, 9)
                .udp(Blocks.inpcb(1, 80), Blocks.socket(1))
                .tcp(Blocks.inpcb(2, 81), Blocks.socket(2), 1)
                .frame(2, 9);
        assertThat(decode(noTcpcb, TCP).truncated()).isTrue();
        assertThat(sockets).isEmpty();
        Blocks noSocket = new Blocks().frame(1, 9).record(Blocks.inpcb(1, 80)).frame(1, 9);
        assertThat(decode(noSocket, UDP).truncated()).isTrue();
        assertThat(sockets).isEmpty();
        Blocks noBlock = new Blocks().frame(1, 9).record(Blocks.socket(1)).frame(1, 9);
        assertThat(decode(noBlock, UDP).truncated()).isTrue();
        assertThat(sockets).isEmpty();
    }

    @Test
    void saysThatARecordIsTooShort() {
        List<byte[]> whole = List.of(
                Blocks.inpcb(1, 80).bytes(),
                Arrays.copyOf(Blocks.socket(1).bytes(), 76),
                Blocks.buffer("XSO_RCVBUF", 1).bytes(),
                Blocks.buffer("XSO_SNDBUF", 2).bytes(),
                Arrays.copyOf(Blocks.tcpcb(4).bytes(), 40));
        for (int tooShort = -1; tooShort < whole.size(); tooShort++) {
            Blocks blocks = new Blocks().frame(1, 9);
            for (int i = 0; i < whole.size(); i++) {
                byte[] record = whole.get(i);
                byte[] copy = Arrays.copyOf(record, i == tooShort ? record.length - 1 : record.length);
                Fixture.buffer(copy).putInt(0, copy.length);
                blocks.record(copy);
            }
            PcbList list = decode(blocks.frame(1, 9), TCP);
            assertThat(list.truncated()).as("record %d", tooShort).isEqualTo(tooShort >= 0);
            assertThat(sockets).hasSize(tooShort < 0 ? 1 : 0);
        }
    }

    @Test
    void anEmptyListHasNoEnd() {
        PcbList empty = decode(new Blocks().frame(0, 9), TCP);
        assertThat(empty.truncated()).isFalse();
        assertThat(empty.changed()).isFalse();
        assertThat(empty.fallsShort(48 + 616)).isFalse();
        assertThat(decode(new Blocks().frame(1, 9), TCP).truncated()).isTrue();
    }

    @Test
    void refusesAnUnknownStateAndFamily() {
        assertThatThrownBy(() -> decode(new Blocks().frame(1, 9).tcp(Blocks.inpcb(1, 80), Blocks.socket(1), 11), TCP))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("TCP state 11");
        Struct nowhere = Blocks.socket(1).put("xso_family", 1);
        assertThatThrownBy(() -> decode(
                        new Blocks()
                                .frame(1, 9)
                                .udp(Blocks.inpcb(1, 80).put("inp_vflag", 0), nowhere)
                                .frame(1, 9),
                        UDP))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("family 1");
    }

    @Test
    void tellsThatMuchIsMissing() {
        // 8 blocks, by the header and by the size: 48 + (8 + 8 / 8 + 1) * 616
        long sized = 48 + 10 * 616;
        assertThat(blocks(8, 8).fallsShort(sized)).isFalse();
        assertThat(blocks(8, 4).fallsShort(sized)).isFalse();
        assertThat(blocks(8, 2).fallsShort(0)).isTrue();
        assertThat(blocks(2, 2).fallsShort(sized)).isTrue();
        assertThat(blocks(0, 0).fallsShort(sized)).isTrue();
        assertThat(blocks(0, 0).fallsShort(0)).isFalse();
        // some less than told are what the kernel leaves out
        assertThat(blocks(800, 700).fallsShort(48 + 901 * 616)).isFalse();
        assertThat(blocks(800, 690).fallsShort(0)).isTrue();
        assertThat(blocks(700, 690).fallsShort(48 + 901 * 616)).isTrue();
        assertThat(decode(Fixture.buffer("pcb_liarcount.bin"), TCP).fallsShort(0))
                .isTrue();
        assertThat(decode(Fixture.buffer("pcb_tcp_5.bin"), TCP).fallsShort(48 + 6 * 616))
                .isFalse();
        assertThat(decode(Fixture.buffer("pcb_tcp_5_macos12.bin"), TCP).fallsShort(48 + 6 * 592))
                .isFalse();
        assertThat(decode(Fixture.buffer("pcb_udp_3_macos12.bin"), UDP).fallsShort(48 + 4 * 384))
                .isFalse();
    }

    private static PcbList blocks(int promised, int came) {
        return new PcbList(TCP, 48 + came * 616, promised, came, came, false, 9, 9);
    }

    /** Cut anywhere, what is before the cut comes as it does from the whole, and the cut is told. */
    @Test
    void survivesEveryCut() {
        for (String file : List.of("pcb_tcp_5.bin", "pcb_tcp_5_macos12.bin", "pcb_tcp_skip.bin")) {
            survivesEveryCut(file, TCP);
        }
        survivesEveryCut("pcb_udp_3.bin", UDP);
        survivesEveryCut("pcb_udp_3_macos12.bin", UDP);
    }

    private void survivesEveryCut(String file, TransportProtocol protocol) {
        byte[] whole = Fixture.resource(file);
        decode(Fixture.buffer(whole), protocol);
        List<String> all = List.copyOf(sockets);
        Torment.cut(whole, cut -> {
            if (cut.limit() < PcbListDecoder.XINPGEN_SIZE) {
                assertThatThrownBy(() -> decode(cut, protocol)).isInstanceOf(MalformedReplyException.class);
            } else {
                assertThat(decode(cut, protocol).truncated()).isTrue();
                assertThat(sockets).isEqualTo(all.subList(0, sockets.size()));
            }
        });
        assertThat(sockets).as("without its end alone").isEqualTo(all);
    }

    @Test
    @Tag("long")
    void survivesAnything() {
        Torment.random(600, in -> ignoring(in, TCP));
        Torment.damaged(Fixture.resource("pcb_tcp_skip.bin"), in -> ignoring(in, TCP));
        Torment.damaged(Fixture.resource("pcb_udp_3_macos12.bin"), in -> ignoring(in, UDP));
    }

    /** Random records of lengths and kinds that lead from one to the next. */
    @Test
    @Tag("long")
    void survivesRandomRecords() {
        int[] kinds = {0, 1, 2, 4, 8, 0x10, 0x10, 0x20, 0x40, 0x1000};
        int[] sizes = {24, 32, 40, 76, 104, 104, 104, 136, 204};
        Random random = new Random(20261130);
        Torment.random(2000, in -> {
            if (in.limit() < 24) {
                return;
            }
            in.putInt(0, 24);
            for (int at = 24; at + 48 <= in.limit(); ) {
                int size = Math.min(sizes[random.nextInt(sizes.length)], in.limit() - at);
                in.putInt(at, size).putInt(at + 4, kinds[random.nextInt(kinds.length)]);
                in.putInt(at + PcbListDecoder.T_STATE, in.get(at + 8) & 0x7);
                at += (size + 7) & -8;
            }
            ignoring(in, TCP);
            ignoring(in, UDP);
        });
    }
}
