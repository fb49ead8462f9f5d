package io.github.ports4j.macos.pcb;

import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import java.util.ArrayList;
import java.util.List;

/** Lists of protocol control blocks, built record by record. */
final class Blocks {
    private final List<byte[]> parts = new ArrayList<>();

    static Struct inpcb(long generation, int localPort) {
        return new Struct("xinpcb_n")
                .put("xi_len", 104)
                .put("xi_kind", Layouts.constant("XSO_INPCB"))
                .put("inp_gencnt", generation)
                .put("inp_vflag", 1)
                .port("inp_lport", localPort);
    }

    static Struct socket(long so) {
        return new Struct("xsocket_n")
                .put("xso_len", 104)
                .put("xso_kind", Layouts.constant("XSO_SOCKET"))
                .put("xso_so", so)
                .put("xso_family", Layouts.constant("AF_INET"));
    }

    static Struct buffer(String kind, int bytes) {
        return new Struct("xsockbuf_n")
                .put("xsb_len", 32)
                .put("xsb_kind", kind.isEmpty() ? 0 : Layouts.constant(kind))
                .put("sb_cc", bytes);
    }

    static Struct stats() {
        return new Struct("xsockstat_n").put("xst_len", 136).put("xst_kind", Layouts.constant("XSO_STATS"));
    }

    static Struct tcpcb(int state) {
        return new Struct("xtcpcb_n")
                .put("xt_len", 204)
                .put("xt_kind", Layouts.constant("XSO_TCPCB"))
                .put("t_state", state);
    }

    /** The header, or the end. */
    Blocks frame(int count, long generation) {
        return record(
                new Struct("xinpgen").put("xig_len", 24).put("xig_count", count).put("xig_gen", generation));
    }

    Blocks record(Struct record) {
        return record(record.bytes());
    }

    Blocks record(byte[] record) {
        parts.add(Struct.padded(record, 8));
        return this;
    }

    /** All records of a TCP socket. */
    Blocks tcp(Struct inpcb, Struct socket, int state) {
        return udp(inpcb, socket).record(tcpcb(state));
    }

    /** All records of a UDP socket. */
    Blocks udp(Struct inpcb, Struct socket) {
        return record(inpcb)
                .record(socket)
                .record(buffer("XSO_RCVBUF", 1))
                .record(buffer("XSO_SNDBUF", 2))
                .record(stats());
    }

    byte[] bytes() {
        return Struct.join(parts.toArray(new byte[0][]));
    }
}
