package io.github.ports4j.linux.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Compares with requests to which the kernel answered when the samples were captured. */
class InetDiagRequestTest {
    private static final DumpFilter FILTER = new DumpFilter(0x2ffe, 0x1f90, 0x9c40);
    private static final String ID = "1f909c40" + "00".repeat(36) + "ff".repeat(8);

    private static String written(ByteBuffer out, int size) {
        byte[] bytes = new byte[size];
        out.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ByteBuffer used() {
        byte[] bytes = new byte[InetDiagRequest.MAX_SIZE];
        Arrays.fill(bytes, (byte) 0x55);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void writesTheFormForOneFamily() {
        ByteBuffer out = used();
        int size = InetDiagRequest.v2(out, 7, 17, InetDiagRequest.AF_INET6, FILTER);
        assertThat(written(out, size))
                .isEqualTo("48000000" + "14000103" + "0700000000000000" + "0a110000" + "fe2f0000" + ID);
    }

    @Test
    void writesTheFormForBothFamilies() {
        ByteBuffer out = used();
        int size = InetDiagRequest.compat(out, 7, FILTER);
        assertThat(written(out, size))
                .isEqualTo("4c000000" + "12000103" + "0700000000000000" + "02000000" + ID + "fe2f0000" + "00000000");
    }
}
