package io.github.ports4j.macos.libproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SocketInfoDecoderTest {
    private static final String STRUCT = "socket_fdinfo";
    private static final String IN = "psi.soi_proto.pri_tcp.tcpsi_ini.";

    private final SocketInfo row = new SocketInfo();

    private void decode(ByteBuffer in) {
        SocketInfoDecoder.decode(in, in.limit(), row);
    }

    private static Struct tcp(int state) {
        return new Struct(STRUCT)
                .put("psi.soi_kind", Layouts.constant("SOCKINFO_TCP"))
                .put("psi.soi_family", Layouts.constant("AF_INET"))
                .put("psi.soi_protocol", Layouts.constant("IPPROTO_TCP"))
                .put(IN + "insi_vflag", 1)
                .port(IN + "insi_lport", 8080)
                .put("psi.soi_proto.pri_tcp.tcpsi_state", state);
    }

    @Test
    void fieldsAreWhereTheHeaderHasThem() {
        assertThat(Layouts.sizes(STRUCT)).containsExactly(SocketInfoDecoder.SIZE);
        assertThat(SocketInfoDecoder.FI_OPENFLAGS).isEqualTo(Layouts.offset(STRUCT, "pfi.fi_openflags"));
        assertThat(SocketInfoDecoder.FI_STATUS).isEqualTo(Layouts.offset(STRUCT, "pfi.fi_status"));
        assertThat(SocketInfoDecoder.SOI_SO).isEqualTo(Layouts.offset(STRUCT, "psi.soi_so"));
        assertThat(SocketInfoDecoder.SOI_PCB).isEqualTo(Layouts.offset(STRUCT, "psi.soi_pcb"));
        assertThat(SocketInfoDecoder.SOI_TYPE).isEqualTo(Layouts.offset(STRUCT, "psi.soi_type"));
        assertThat(SocketInfoDecoder.SOI_PROTOCOL).isEqualTo(Layouts.offset(STRUCT, "psi.soi_protocol"));
        assertThat(SocketInfoDecoder.SOI_FAMILY).isEqualTo(Layouts.offset(STRUCT, "psi.soi_family"));
        assertThat(SocketInfoDecoder.SOI_OPTIONS).isEqualTo(Layouts.offset(STRUCT, "psi.soi_options"));
        assertThat(SocketInfoDecoder.SOI_STATE).isEqualTo(Layouts.offset(STRUCT, "psi.soi_state"));
        assertThat(SocketInfoDecoder.SOI_QLEN).isEqualTo(Layouts.offset(STRUCT, "psi.soi_qlen"));
        assertThat(SocketInfoDecoder.SOI_INCQLEN).isEqualTo(Layouts.offset(STRUCT, "psi.soi_incqlen"));
        assertThat(SocketInfoDecoder.SOI_QLIMIT).isEqualTo(Layouts.offset(STRUCT, "psi.soi_qlimit"));
        assertThat(SocketInfoDecoder.SOI_RCV_SBI_CC).isEqualTo(Layouts.offset(STRUCT, "psi.soi_rcv.sbi_cc"));
        assertThat(SocketInfoDecoder.SOI_SND_SBI_CC).isEqualTo(Layouts.offset(STRUCT, "psi.soi_snd.sbi_cc"));
        assertThat(SocketInfoDecoder.SOI_KIND).isEqualTo(Layouts.offset(STRUCT, "psi.soi_kind"));
        assertThat(SocketInfoDecoder.INSI_FPORT).isEqualTo(Layouts.offset(STRUCT, IN + "insi_fport"));
        assertThat(SocketInfoDecoder.INSI_LPORT).isEqualTo(Layouts.offset(STRUCT, IN + "insi_lport"));
        assertThat(SocketInfoDecoder.INSI_VFLAG).isEqualTo(Layouts.offset(STRUCT, IN + "insi_vflag"));
        assertThat(SocketInfoDecoder.INSI_FADDR).isEqualTo(Layouts.offset(STRUCT, IN + "insi_faddr"));
        assertThat(SocketInfoDecoder.INSI_LADDR).isEqualTo(Layouts.offset(STRUCT, IN + "insi_laddr"));
        assertThat(SocketInfoDecoder.TCPSI_STATE)
                .isEqualTo(Layouts.offset(STRUCT, "psi.soi_proto.pri_tcp.tcpsi_state"));
    }

    @Test
    void kindsHaveTheNumbersOfTheHeader() {
        assertThat(SocketInfo.SOCKINFO_GENERIC).isEqualTo(Layouts.constant("SOCKINFO_GENERIC"));
        assertThat(SocketInfo.SOCKINFO_IN).isEqualTo(Layouts.constant("SOCKINFO_IN"));
        assertThat(SocketInfo.SOCKINFO_TCP).isEqualTo(Layouts.constant("SOCKINFO_TCP"));
        assertThat(SocketInfo.SOCKINFO_UN).isEqualTo(Layouts.constant("SOCKINFO_UN"));
        assertThat(SocketInfo.SOCKINFO_NDRV).isEqualTo(Layouts.constant("SOCKINFO_NDRV"));
        assertThat(SocketInfo.SOCKINFO_KERN_EVENT).isEqualTo(Layouts.constant("SOCKINFO_KERN_EVENT"));
        assertThat(SocketInfo.SOCKINFO_KERN_CTL).isEqualTo(Layouts.constant("SOCKINFO_KERN_CTL"));
        assertThat(SocketInfo.SOCKINFO_VSOCK).isEqualTo(Layouts.constant("SOCKINFO_VSOCK"));
    }

    /** Every field has a value of its own, so that none can stand for another. */
    @Test
    void readsEveryField() {
        decode(tcp(4).put("pfi.fi_openflags", 1)
                .put("pfi.fi_status", 2)
                .put("psi.soi_so", -3)
                .put("psi.soi_pcb", 4)
                .put("psi.soi_type", 5)
                .put("psi.soi_options", 0x8002)
                .put("psi.soi_state", 0x8003)
                .put("psi.soi_qlen", 0x8004)
                .put("psi.soi_incqlen", 0x8005)
                .put("psi.soi_qlimit", 0x8006)
                .put("psi.soi_rcv.sbi_cc", 11)
                .put("psi.soi_snd.sbi_cc", 12)
                .port(IN + "insi_fport", 13)
                .put(IN + "insi_faddr", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4})
                .put(IN + "insi_laddr", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8})
                .buffer());
        assertThat(row.openFlags).isEqualTo(1);
        assertThat(row.status).isEqualTo(2);
        assertThat(row.so).isEqualTo(-3);
        assertThat(row.pcb).isEqualTo(4);
        assertThat(row.type).isEqualTo(5);
        assertThat(row.protocol).isEqualTo(6);
        assertThat(row.domain).isEqualTo(2);
        assertThat(row.stateBits).isEqualTo(0x8003);
        assertThat(row.hasEnds).isTrue();
        assertThat(row.inet.so).isEqualTo(-3);
        assertThat(row.inet.options).isEqualTo(0x8002);
        assertThat(row.inet.queued).isEqualTo(0x8004);
        assertThat(row.inet.incomplete).isEqualTo(0x8005);
        assertThat(row.inet.backlog).isEqualTo(0x8006);
        assertThat(row.inet.receiveBytes).isEqualTo(11);
        assertThat(row.inet.sendBytes).isEqualTo(12);
        assertThat(row.inet.localPort).isEqualTo(8080);
        assertThat(row.inet.remotePort).isEqualTo(13);
        assertThat(row.inet.remoteLow).isEqualTo(0x0102_0304);
        assertThat(row.inet.localLow).isEqualTo(0x0506_0708);
        assertThat(row.inet.state).isEqualTo(TcpState.ESTABLISHED);
        assertThat(row.inet.protocol).isEqualTo(TransportProtocol.TCP);
        assertThat(row.inet.ownerTold).isFalse();
    }

    @Test
    void tellsUdpFromRawSockets() {
        int in = Layouts.constant("SOCKINFO_IN");
        decode(tcp(99).put("psi.soi_kind", in).put("psi.soi_protocol", 17).buffer());
        assertThat(row.inet.protocol).isEqualTo(TransportProtocol.UDP);
        assertThat(row.inet.state).isNull();
        for (int protocol : new int[] {0, 1, 6, 58, 136}) {
            decode(tcp(4).put("psi.soi_kind", in)
                    .put("psi.soi_protocol", protocol)
                    .buffer());
            assertThat(row.hasEnds).isTrue();
            assertThat(row.inet.protocol).isNull();
            assertThat(row.inet.state).isNull();
        }
    }

    @Test
    void keepsNothingOfTheOneBefore() {
        decode(tcp(1).buffer());
        assertThat(row.hasEnds).isTrue();
        decode(Fixture.buffer("sock_generic_no_pcb.bin"));
        assertThat(row.hasEnds).isFalse();
        decode(tcp(1).buffer());
        decode(Fixture.buffer("sock_udp4_bound.bin"));
        assertThat(row.inet.state).isNull();
        decode(new Struct(STRUCT)
                .put("psi.soi_kind", Layouts.constant("SOCKINFO_IN"))
                .buffer());
        assertThat(row.hasEnds).isFalse();
    }

    @Test
    void takesMoreThanItKnows() {
        byte[] longer = Arrays.copyOf(Fixture.resource("sock_tcp4_listen.bin"), SocketInfoDecoder.SIZE + 8);
        decode(Fixture.buffer(longer));
        assertThat(row.inet.localPort).isEqualTo(8080);
    }

    @Test
    void refusesAnUnknownState() {
        assertThatThrownBy(() -> decode(tcp(11).buffer()))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("TCP state 11");
    }

    @Test
    void refusesWhatIsCut() {
        Torment.refusesEveryCut(Fixture.resource("sock_tcp4_listen.bin"), this::decode);
        Torment.refusesEveryCut(Fixture.resource("sock_unix_named.bin"), in -> UnixSocketInfo.decode(in, in.limit()));
        Torment.refusesEveryCut(
                Fixture.resource("sock_kernel_control.bin"), in -> KernelControlInfo.decode(in, in.limit()));
        ByteBuffer whole = Fixture.buffer("sock_tcp4_listen.bin");
        assertThatThrownBy(() -> SocketInfoDecoder.decode(whole, SocketInfoDecoder.SIZE - 1, row))
                .isInstanceOf(MalformedReplyException.class);
    }

    @Test
    @Tag("long")
    void survivesAnything() {
        Torment.random(SocketInfoDecoder.SIZE + 8, in -> {
            if (in.limit() >= SocketInfoDecoder.SIZE) {
                in.putInt(SocketInfoDecoder.SOI_KIND, in.get(0) & 0xf);
                in.putInt(SocketInfoDecoder.TCPSI_STATE, in.get(1) & 0xf);
            }
            decode(in);
        });
        Torment.damaged(Fixture.resource("sock_tcp6_linklocal.bin"), this::decode);
    }
}
