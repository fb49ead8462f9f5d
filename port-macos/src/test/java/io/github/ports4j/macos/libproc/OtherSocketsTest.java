package io.github.ports4j.macos.libproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets that are not of IP. */
@Timeout(120)
class OtherSocketsTest {
    private static final String STRUCT = "socket_fdinfo";
    private static final String UNIX = "psi.soi_proto.pri_un.";
    private static final String CONTROL = "psi.soi_proto.pri_kern_ctl.";

    private static UnixSocketInfo unix(Struct struct) {
        ByteBuffer in =
                struct.put("psi.soi_kind", Layouts.constant("SOCKINFO_UN")).buffer();
        return UnixSocketInfo.decode(in, in.limit());
    }

    private static Struct withPath(int sunLen, String path) {
        return new Struct(STRUCT)
                .put(UNIX + "unsi_addr.ua_sun.sun_len", sunLen)
                .put(UNIX + "unsi_addr.ua_sun.sun_path", path);
    }

    @Test
    void fieldsAreWhereTheHeaderHasThem() {
        assertThat(UnixSocketInfo.UNSI_CONN_SO).isEqualTo(Layouts.offset(STRUCT, UNIX + "unsi_conn_so"));
        assertThat(UnixSocketInfo.UNSI_CONN_PCB).isEqualTo(Layouts.offset(STRUCT, UNIX + "unsi_conn_pcb"));
        assertThat(UnixSocketInfo.UNSI_ADDR).isEqualTo(Layouts.offset(STRUCT, UNIX + "unsi_addr"));
        assertThat(UnixSocketInfo.UNSI_CADDR).isEqualTo(Layouts.offset(STRUCT, UNIX + "unsi_caddr"));
        assertThat(UnixSocketInfo.SUN_PATH).isEqualTo(Layouts.offset("sockaddr_un", "sun_path"));
        assertThat(UnixSocketInfo.SUN_PATH_SIZE)
                .isEqualTo(Layouts.field("sockaddr_un", "sun_path").size());
        assertThat(KernelControlInfo.KCSI_ID).isEqualTo(Layouts.offset(STRUCT, CONTROL + "kcsi_id"));
        assertThat(KernelControlInfo.KCSI_UNIT).isEqualTo(Layouts.offset(STRUCT, CONTROL + "kcsi_unit"));
        assertThat(KernelControlInfo.KCSI_NAME).isEqualTo(Layouts.offset(STRUCT, CONTROL + "kcsi_name"));
        assertThat(KernelControlInfo.KCSI_NAME_SIZE)
                .isEqualTo(Layouts.field(STRUCT, CONTROL + "kcsi_name").size());
    }

    @Test
    void aPathEndsByItsLengthOrItsNul() {
        String longest = "/".repeat(104);
        assertThat(unix(withPath(106, longest)).path()).contains(longest);
        assertThat(unix(withPath(255, longest)).path()).contains(longest);
        assertThat(unix(withPath(6, "/tmp/x")).path()).contains("/tmp");
        assertThat(unix(withPath(106, "/tmp\0/x")).path()).contains("/tmp");
        for (int none : new int[] {0, 1, 2}) {
            assertThat(unix(withPath(none, "/tmp")).path()).isEmpty();
        }
        assertThat(unix(withPath(106, "\0/tmp")).path()).isEmpty();
    }

    @Test
    void tellsTheOtherEnd() {
        UnixSocketInfo info = unix(withPath(4, "/a")
                .put(UNIX + "unsi_conn_so", -7)
                .put(UNIX + "unsi_conn_pcb", 8)
                .put(UNIX + "unsi_caddr.ua_sun.sun_len", 106)
                .put(UNIX + "unsi_caddr.ua_sun.sun_path", "/b"));
        assertThat(info.peer()).isEqualTo(-7);
        assertThat(info.peerPcb()).isEqualTo(8);
        assertThat(info.path()).contains("/a");
        assertThat(info.peerPath()).contains("/b");
    }

    @Test
    void refusesSocketsOfAnotherKind() {
        ByteBuffer tcp = Fixture.buffer("sock_tcp4_listen.bin");
        assertThatThrownBy(() -> UnixSocketInfo.decode(tcp, tcp.limit()))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("soi_kind 2, not 3");
        assertThatThrownBy(() -> KernelControlInfo.decode(tcp, tcp.limit()))
                .isInstanceOf(MalformedReplyException.class);
    }

    @Test
    @Tag("long")
    void surviveAnything() {
        Torment.damaged(Fixture.resource("sock_unix_unnamed.bin"), in -> UnixSocketInfo.decode(in, in.limit()));
        Torment.damaged(Fixture.resource("sock_kernel_control.bin"), in -> KernelControlInfo.decode(in, in.limit()));
    }
}
