package io.github.ports4j.macos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.InternetAddress;
import io.github.ports4j.MalformedReplyException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages as a kernel with en0 (4), utun0 (7) and en1 (5) would store them; sockaddrs begin with their length. */
class RouteDecoderTest {
    private static final int USED = RouteDecoder.RTF_UP | RouteDecoder.RTF_GATEWAY;
    private static final int ALL = RouteDecoder.RTA_DST | RouteDecoder.RTA_GATEWAY | RouteDecoder.RTA_NETMASK;
    private static final String ANY_4 = "10020000" + "00000000" + "0000000000000000";
    private static final String ANY_6 = "1c1e0000" + "00000000" + "00000000000000000000000000000000" + "00000000";
    private static final String ROUTER_4 = "10020000" + "c0000201" + "0000000000000000";
    private static final String ROUTER_6 = "1c1e0000" + "00000000" + "fe800004000000000000000000000001" + "00000000";
    private static final String LINK = "14120700" + "ff050000" + "0000000000000000" + "00000000";
    private static final String NO_MASK = "00000000";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RouteDecoderTest message(int type, int index, int flags, int addresses, String... sockaddrs) {
        byte[] tail = HexFormat.of().parseHex(String.join("", sockaddrs));
        ByteBuffer message =
                ByteBuffer.allocate(RouteDecoder.SIZE + tail.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putShort(RouteDecoder.RTM_MSGLEN, (short) message.capacity());
        message.put(RouteDecoder.RTM_VERSION, (byte) 5);
        message.put(RouteDecoder.RTM_TYPE, (byte) type);
        message.putShort(RouteDecoder.RTM_INDEX, (short) index);
        message.putInt(RouteDecoder.RTM_FLAGS, flags);
        message.putInt(RouteDecoder.RTM_ADDRS, addresses);
        message.put(RouteDecoder.SIZE, tail);
        out.writeBytes(message.array());
        return this;
    }

    private RouteDecoderTest get(int index, int flags, String... sockaddrs) {
        return message(RouteDecoder.RTM_GET, index, flags, ALL, sockaddrs);
    }

    private ByteBuffer bytes() {
        return ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private List<Route> decode() {
        ByteBuffer in = bytes();
        return RouteDecoder.decode(in, in.limit());
    }

    @Test
    void takesTheDefaultRoutesOfBothFamilies() {
        get(4, USED, ANY_4, ROUTER_4, NO_MASK);
        get(4, USED, ANY_6, ROUTER_6, NO_MASK);

        List<Route> routes = decode();

        assertThat(routes).extracting(Route::family).containsExactly(AddressFamily.IPV4, AddressFamily.IPV6);
        assertThat(routes).extracting(Route::index).containsExactly(4, 4);
        assertThat(routes)
                .extracting(route -> InternetAddress.format(route.gateway().orElseThrow()))
                .containsExactly("192.0.2.1", "fe80::1%4");
    }

    /** A tunnel has no router: what stands in its place is the link itself. */
    @Test
    void onTheLinkOfATunnelThereIsNoRouter() {
        get(7, RouteDecoder.RTF_UP, ANY_4, LINK, NO_MASK);

        assertThat(decode()).singleElement().satisfies(route -> {
            assertThat(route.index()).isEqualTo(7);
            assertThat(route.gateway()).isEmpty();
        });
    }

    @Test
    void leavesOutWhatIsNoDefaultRoute() {
        get(4, USED, "10020000" + "0a000000" + "0000000000000000", ROUTER_4, "0502ffff" + "ff000000"); // 10.0.0.0/24
        get(4, USED, ANY_4, ROUTER_4, "05020000" + "80000000"); // 0.0.0.0/1, as tunnels have it
        get(4, RouteDecoder.RTF_GATEWAY, ANY_4, ROUTER_4, NO_MASK); // not up
        get(4, USED | RouteDecoder.RTF_HOST, ANY_4, ROUTER_4, NO_MASK);
        get(4, USED | RouteDecoder.RTF_REJECT, ANY_4, ROUTER_4, NO_MASK);
        get(4, USED | RouteDecoder.RTF_BLACKHOLE, ANY_4, ROUTER_4, NO_MASK);
        get(5, USED | RouteDecoder.RTF_IFSCOPE, ANY_4, ROUTER_4, NO_MASK); // of sockets bound to en1
        get(0, USED, ANY_4, ROUTER_4, NO_MASK);
        message(1, 4, USED, ALL, ANY_4, ROUTER_4, NO_MASK); // RTM_ADD
        message(RouteDecoder.RTM_GET, 4, USED, RouteDecoder.RTA_DST, ANY_4);

        assertThat(decode()).isEmpty();
    }

    @Test
    void takesOneWithoutAMaskAndWithMoreBehindIt() {
        message(
                RouteDecoder.RTM_GET,
                4,
                USED,
                RouteDecoder.RTA_DST | RouteDecoder.RTA_GATEWAY | 0x10,
                ANY_4,
                ROUTER_4,
                LINK);

        assertThat(decode()).hasSize(1);
    }

    @Test
    void anotherVersionIsRefused() {
        get(4, USED, ANY_4, ROUTER_4, NO_MASK);
        ByteBuffer in = bytes();
        in.put(RouteDecoder.RTM_VERSION, (byte) 6);

        assertThatExceptionOfType(MalformedReplyException.class)
                .isThrownBy(() -> RouteDecoder.decode(in, in.limit()))
                .withMessageContaining("rtm_version 6");
    }

    @Test
    @Tag("long")
    @Timeout(60)
    void survivesCutAndDamagedAnswers() {
        get(4, USED, ANY_4, ROUTER_4, NO_MASK);
        get(4, USED, ANY_6, ROUTER_6, NO_MASK);
        get(7, RouteDecoder.RTF_UP, ANY_4, LINK, NO_MASK);
        byte[] good = out.toByteArray();
        int whole = 0;
        for (int length = 0; length <= good.length; length++) {
            whole += survives(good, length);
        }
        assertThat(whole).as("cut between messages").isEqualTo(4);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000_000; i++) {
            byte[] damaged = good.clone();
            for (int hits = random.nextInt(1, 5); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            survives(damaged, random.nextInt(damaged.length + 1));
        }
    }

    /** 1 if it can be decoded, 0 if it is refused as malformed; anything else is thrown. */
    private static int survives(byte[] bytes, int length) {
        try {
            RouteDecoder.decode(ByteBuffer.wrap(bytes, 0, length).slice().order(ByteOrder.LITTLE_ENDIAN), length);
            return 1;
        } catch (MalformedReplyException malformed) {
            return 0;
        }
    }
}
