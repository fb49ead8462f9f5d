package io.github.ports4j.it.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the tests on a Mac can be tried elsewhere: how they read what they compare with. */
class OracleTextsIT {
    @Test
    void readsLsof() {
        List<String> lines = """
                p4711
                f12
                PTCP
                n127.0.0.1:5000
                f13
                PTCP
                n127.0.0.1:6000->127.0.0.1:5000
                f14
                PTCP
                n127.0.0.1:5000->127.0.0.1:6000
                f15
                PUDP
                n*:*
                f16
                PUDP
                n[::1]:7000
                f17
                PUDP
                n[::1]:7000
                """.lines().toList();
        assertThat(OracleTexts.lsof(lines))
                .containsExactly("TCP 5000", "TCP 5000->6000", "TCP 6000->5000", "UDP 7000", "UDP 7000");
        assertThatThrownBy(() -> OracleTexts.lsof(List.of("f12", "PTCP", "n*:1", "f13", "n*:2")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void readsNetstat() {
        List<String> lines = """
                Active Internet connections (including servers)
                Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
                tcp4       0      0  127.0.0.1.5000         127.0.0.1.6000         ESTABLISHED
                tcp4       0      0  127.0.0.1.5000         *.*                    LISTEN
                tcp46      0      0  *.8080                 *.*                    LISTEN
                tcp4       0      0  *.8080                 *.*                    LISTEN
                tcp6       0      0  fe80::1%lo0.631        *.*                    LISTEN
                udp4       0      0  *.5353                 *.*
                """.lines().toList();
        assertThat(OracleTexts.netstat(lines)).containsExactly("*8080", "*8080", "5000", "631");
    }

    /** A port is in network order, whatever order the processor has. */
    @Test
    void findsTheSocketOfAPort() {
        try (Memory memory = new Memory(MacosCaptureIT.SOCKET_FDINFO)) {
            memory.clear();
            memory.setInt(180, 17); // soi_protocol
            memory.setByte(268, (byte) 0x12); // insi_lport
            memory.setByte(269, (byte) 0x34);
            var bytes = memory.getByteBuffer(0, memory.size());
            assertThat(MacosCaptureIT.isOf(bytes, 17, 0x1234)).isTrue();
            assertThat(MacosCaptureIT.isOf(bytes, 17, 0x3412)).isFalse();
            assertThat(MacosCaptureIT.isOf(bytes, 6, 0x1234)).isFalse();
        }
    }
}
