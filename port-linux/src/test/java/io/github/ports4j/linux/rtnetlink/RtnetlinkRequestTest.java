package io.github.ports4j.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** Compares with requests to which the kernel answered when the samples were captured. */
class RtnetlinkRequestTest {
    private static String written(ToIntFunction<ByteBuffer> request) {
        byte[] bytes = new byte[RtnetlinkRequest.MAX_SIZE];
        Arrays.fill(bytes, (byte) 0x55);
        int size = request.applyAsInt(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return HexFormat.of().formatHex(bytes, 0, size);
    }

    @Test
    void writesRequests() {
        assertThat(written(out -> RtnetlinkRequest.links(out, 7, true)))
                .isEqualTo("28000000" + "12000103" + "0700000000000000" + "00".repeat(16) + "08001d00" + "10000000");
        assertThat(written(out -> RtnetlinkRequest.links(out, 7, false))).endsWith("08001d00" + "08000000");
        assertThat(written(out -> RtnetlinkRequest.addresses(out, 7)))
                .isEqualTo("18000000" + "16000103" + "0700000000000000" + "00".repeat(8));
        assertThat(written(out -> RtnetlinkRequest.routes(out, 7, 10)))
                .isEqualTo("1c000000" + "1a000103" + "0700000000000000" + "0a000000" + "fe000001" + "00000000");
        assertThat(written(out -> RtnetlinkRequest.nexthops(out, 7)))
                .isEqualTo("18000000" + "6a000103" + "0700000000000000" + "00".repeat(8));
    }
}
