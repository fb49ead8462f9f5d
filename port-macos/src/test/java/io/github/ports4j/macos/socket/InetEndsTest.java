package io.github.ports4j.macos.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InetEndsTest {
    private static final String STRUCT = "in_sockinfo";
    private static final InetEnds ENDS = new InetEnds(
            Layouts.offset(STRUCT, "insi_fport"),
            Layouts.offset(STRUCT, "insi_lport"),
            Layouts.offset(STRUCT, "insi_vflag"),
            Layouts.offset(STRUCT, "insi_faddr"),
            Layouts.offset(STRUCT, "insi_laddr"));
    private static final int AF_UNIX = 1;
    private static final byte[] FOUR = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 1, 2, (byte) 0xff};

    private final InetSocket row = new InetSocket();

    private static Struct struct(int vflag) {
        return new Struct(STRUCT)
                .put("insi_vflag", vflag)
                .port("insi_lport", 0xfffe)
                .port("insi_fport", 80);
    }

    private boolean decode(Struct struct, int domain) {
        return ENDS.decode(struct.buffer(), 0, domain, row);
    }

    @Test
    void knowsTheNumbersOfTheHeaders() {
        assertThat(InetEnds.AF_INET).isEqualTo(Layouts.constant("AF_INET"));
        assertThat(InetEnds.AF_INET6).isEqualTo(Layouts.constant("AF_INET6"));
        assertThat(InetEnds.INP_IPV4).isEqualTo(Layouts.constant("INP_IPV4"));
        assertThat(InetEnds.INP_IPV6).isEqualTo(Layouts.constant("INP_IPV6"));
        assertThat(InetEnds.INP_V4MAPPEDV6).isEqualTo(Layouts.constant("INP_V4MAPPEDV6"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, IPV4, false",
        "0, 30, IPV6, false",
        "1, 2, IPV4, false",
        "1, 30, IPV4, false",
        "2, 30, IPV6, false",
        "3, 30, IPV6, true",
        "4, 30, IPV4, false",
        "5, 30, IPV4, false",
        "6, 30, IPV6, false",
        "7, 30, IPV6, true",
        // bits of other meanings, as of a later release
        "248, 2, IPV4, false",
        "248, 30, IPV6, false",
        "249, 30, IPV4, false",
        "251, 30, IPV6, true"
    })
    void tellsTheVersionByBits(int vflag, int domain, AddressFamily family, boolean dualStack) {
        assertThat(decode(struct(vflag), domain)).isTrue();
        assertThat(row.family).isEqualTo(family);
        assertThat(row.dualStack).isEqualTo(dualStack);
        assertThat(row.localPort).isEqualTo(0xfffe);
        assertThat(row.remotePort).isEqualTo(80);
    }

    @Test
    void takesIpv4FromTheLastFourBytes() {
        assertThat(decode(struct(5).put("insi_laddr", FOUR).put("insi_faddr.ina_46.i46a_addr4", 0x0403_0201), 30))
                .isTrue();
        assertThat(row.localHigh).isZero();
        assertThat(row.localLow).isEqualTo(0x0a01_02ffL);
        assertThat(row.remoteHigh).isZero();
        assertThat(row.remoteLow).isEqualTo(0x0102_0304L);
    }

    @Test
    void isDualStackOnTheWildcardAlone() {
        decode(struct(3).put("insi_laddr", new byte[15]).put("insi_laddr.ina_46.i46a_addr4", 0x0100_0000), 30);
        assertThat(row.localLow).isEqualTo(1);
        assertThat(row.dualStack).isFalse();
    }

    @Test
    void takesTheScopeOfEitherEnd() {
        byte[] link = ByteBuffer.allocate(16)
                .putLong(0xfe80_0007_0000_0000L)
                .putLong(1)
                .array();
        byte[] other = ByteBuffer.allocate(16)
                .putLong(0xfe80_0009_0000_0000L)
                .putLong(2)
                .array();
        byte[] global = ByteBuffer.allocate(16)
                .putLong(0x2001_0db8_0000_0000L)
                .putLong(-1)
                .array();
        decode(struct(2).put("insi_laddr", link).put("insi_faddr", other), 30);
        assertThat(row.scope).isEqualTo(7);
        assertThat(row.localHigh).isEqualTo(0xfe80_0000_0000_0000L);
        assertThat(row.remoteHigh).isEqualTo(0xfe80_0000_0000_0000L);
        assertThat(row.remoteLow).isEqualTo(2);
        decode(struct(2).put("insi_laddr", global).put("insi_faddr", other), 30);
        assertThat(row.scope).isEqualTo(9);
        assertThat(row.localHigh).isEqualTo(0x2001_0db8_0000_0000L);
        assertThat(row.localLow).isEqualTo(-1);
        decode(struct(1), 30);
        assertThat(row.scope).isZero();
    }

    @Test
    void hasNoEndsWithoutVersionAndPortOrFamily() {
        assertThat(decode(new Struct(STRUCT), AF_UNIX)).isFalse();
        assertThat(decode(struct(0), Layouts.constant("AF_UNSPEC"))).isFalse();
        assertThatThrownBy(() -> decode(new Struct(STRUCT).port("insi_lport", 1), AF_UNIX))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("family 1");
        assertThatThrownBy(() -> decode(new Struct(STRUCT).port("insi_fport", 1), AF_UNIX))
                .isInstanceOf(MalformedReplyException.class);
    }
}
