package com.example.ownprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** On lines that a kernel of x86-64 printed. */
class ProcNetLineTest {
    private static final String LISTENER =
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1 0000000000000000 100 0 0 10 0";
    private static final String LISTENER6 =
            "   1: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0";

    @Test
    void listener() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "captured on a little-endian machine");

        ProcNetLine line = ProcNetLine.parse(ProcNetFile.TCP, LISTENER);

        assertThat(line.local()).isEqualTo(new ProcNetLine.End(0, 0x7F00_0001L, 8080));
        assertThat(line.remote().port()).isZero();
        assertThat(line.uid()).isEqualTo(1000);
        assertThat(line.inode()).isEqualTo(31_337);
        assertThat(line.mayBeDualStack()).isFalse();
    }

    @Test
    void listenerOverIpv6() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "captured on a little-endian machine");

        assertThat(ProcNetLine.parse(ProcNetFile.TCP6, LISTENER6).local()).isEqualTo(new ProcNetLine.End(0, 1, 8081));
    }

    @Test
    void lineThatIsCutIsRefused() {
        int inode = LISTENER.indexOf("31337");
        for (int length = 0; length < inode; length++) {
            String cut = LISTENER.substring(0, length);
            assertThatThrownBy(() -> ProcNetLine.parse(ProcNetFile.TCP, cut))
                    .as(cut)
                    .isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void stateThatTcpDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> ProcNetLine.parse(ProcNetFile.TCP, LISTENER.replace(" 0A ", " 0D ")))
                .isInstanceOf(MalformedReplyException.class);
    }
}
