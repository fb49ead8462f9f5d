package io.github.ports4j.macos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.MacAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Layouts;
import io.github.ports4j.macos.Struct;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LinkDecoderTest {
    private static final byte[] MAC = {2, 0, 0, 0, 0, 1};

    private static List<Link> decode(ByteBuffer in) {
        return LinkDecoder.decode(in, in.limit());
    }

    private static Struct header(int size) {
        return new Struct("if_msghdr2")
                .put("ifm_msglen", size)
                .put("ifm_version", 5)
                .put("ifm_type", 0x12)
                .put("ifm_addrs", 0x10)
                .put("ifm_flags", 0xffff_8843)
                .put("ifm_index", 14)
                .put("ifm_snd_drops", -1)
                .put("ifm_data.ifi_type", 6)
                .put("ifm_data.ifi_mtu", 1500)
                .put("ifm_data.ifi_baudrate", 1_000_000_000)
                .put("ifm_data.ifi_ipackets", 1)
                .put("ifm_data.ifi_ierrors", 2)
                .put("ifm_data.ifi_opackets", 3)
                .put("ifm_data.ifi_oerrors", 4)
                .put("ifm_data.ifi_collisions", 5)
                .put("ifm_data.ifi_ibytes", 1L << 40)
                .put("ifm_data.ifi_obytes", -7)
                .put("ifm_data.ifi_imcasts", 8)
                .put("ifm_data.ifi_omcasts", 9)
                .put("ifm_data.ifi_iqdrops", 10)
                .put("ifm_data.ifi_noproto", 11);
    }

    private static byte[] dl(String name, byte[] mac) {
        int size = Math.max(20, 8 + name.length() + mac.length);
        byte[] declared = new Struct("sockaddr_dl")
                .put("sdl_len", size)
                .put("sdl_family", Layouts.constant("AF_LINK"))
                .put("sdl_index", 14)
                .put("sdl_nlen", name.length())
                .put("sdl_alen", mac.length)
                .bytes();
        return Arrays.copyOf(
                Struct.join(
                        Arrays.copyOf(declared, Layouts.offset("sockaddr_dl", "sdl_data")),
                        name.getBytes(StandardCharsets.UTF_8),
                        mac),
                size);
    }

    private static byte[] message(String name, byte[] mac) {
        byte[] dl = dl(name, mac);
        return Struct.join(header(160 + dl.length).bytes(), dl);
    }

    /** An address of the interface, as it follows in the answer. */
    private static byte[] newaddr(int size) {
        byte[] message = new byte[size];
        Fixture.buffer(message).putShort(0, (short) size).put(2, (byte) 5).put(3, (byte) 0xc);
        return message;
    }

    @Test
    void fieldsAreWhereTheHeadersHaveThem() {
        String struct = "if_msghdr2";
        assertThat(Layouts.sizes(struct)).containsExactly(LinkDecoder.SIZE);
        assertThat(LinkDecoder.IFM_MSGLEN).isEqualTo(Layouts.offset(struct, "ifm_msglen"));
        assertThat(LinkDecoder.IFM_VERSION).isEqualTo(Layouts.offset(struct, "ifm_version"));
        assertThat(LinkDecoder.IFM_TYPE).isEqualTo(Layouts.offset(struct, "ifm_type"));
        assertThat(LinkDecoder.IFM_ADDRS).isEqualTo(Layouts.offset(struct, "ifm_addrs"));
        assertThat(LinkDecoder.IFM_INDEX).isEqualTo(Layouts.offset(struct, "ifm_index"));
        assertThat(LinkDecoder.SDL_NLEN).isEqualTo(Layouts.offset("sockaddr_dl", "sdl_nlen"));
        assertThat(LinkDecoder.SDL_ALEN).isEqualTo(Layouts.offset("sockaddr_dl", "sdl_alen"));
        assertThat(LinkDecoder.SDL_DATA).isEqualTo(Layouts.offset("sockaddr_dl", "sdl_data"));
    }

    @Test
    @Tag("long")
    void readsEveryField() {
        assertThat(decode(Fixture.buffer(message("en0", MAC))))
                .containsExactly(new Link(
                        14,
                        "en0",
                        6,
                        Set.of(
                                InterfaceFlag.UP,
                                InterfaceFlag.BROADCAST,
                                InterfaceFlag.RUNNING,
                                InterfaceFlag.SIMPLEX,
                                InterfaceFlag.MULTICAST),
                        1500,
                        OptionalLong.of(1_000_000_000),
                        Optional.of(MacAddress.of(MAC)),
                        new LinkStats(1, 2, 3, 4, 5, 1L << 40, -7, 8, 9, 10, 11, (1L << 32) - 1)));
    }

    @Test
    void passesOverOtherMessages() {
        byte[] all = Struct.join(
                newaddr(4),
                message("lo0", new byte[0]),
                newaddr(20),
                newaddr(77),
                message("a long name", MAC),
                newaddr(6));
        assertThat(decode(Fixture.buffer(all))).extracting(Link::name).containsExactly("lo0", "a long name");
        assertThat(decode(Fixture.buffer(new byte[0]))).isEmpty();
    }

    @Test
    void tellsNoMacAndNoSpeedThatIsNone() {
        assertThat(macOf(new byte[0])).isEmpty();
        assertThat(macOf(new byte[6])).isEmpty();
        assertThat(macOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).isEmpty();
        assertThat(macOf(MAC)).isPresent();
        byte[] dl = dl("en0", MAC);
        byte[] slow = Struct.join(
                header(160 + dl.length).put("ifm_data.ifi_baudrate", 0).bytes(), dl);
        assertThat(decode(Fixture.buffer(slow)).get(0).speed()).isEmpty();
    }

    private static Optional<MacAddress> macOf(byte[] mac) {
        return decode(Fixture.buffer(message("en0", mac))).get(0).mac();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        byte[] dl = dl("en0", MAC);
        int size = 160 + dl.length;
        refuses(Struct.join(header(size).put("ifm_version", 6).bytes(), dl), "ifm_version 6");
        refuses(Struct.join(header(size).put("ifm_addrs", 0x14).bytes(), dl), "ifm_addrs 20");
        refuses(Struct.join(header(size).put("ifm_addrs", 0).bytes(), dl), "ifm_addrs 0");
        refuses(Struct.join(header(size).put("ifm_index", 0).bytes(), dl), "struct sockaddr_dl");
        refuses(message("", MAC), "struct sockaddr_dl");
        byte[] inet = dl.clone();
        inet[1] = 2;
        refuses(Struct.join(header(size).bytes(), inet), "struct sockaddr_dl");
        byte[] longName = dl.clone();
        longName[5] = 7;
        refuses(Struct.join(header(size).bytes(), longName), "sdl_data");
        byte[] longer = dl.clone();
        longer[0] = 21;
        refuses(Struct.join(header(size).bytes(), longer), "struct sockaddr_dl");
        refuses(newaddrOf(0), "ifm_msglen 0");
        refuses(newaddrOf(3), "ifm_msglen 3");
    }

    private static byte[] newaddrOf(int told) {
        byte[] message = newaddr(20);
        message[0] = (byte) told;
        return message;
    }

    private static void refuses(byte[] bytes, String start) {
        assertThatThrownBy(() -> decode(Fixture.buffer(bytes)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith(start);
    }

    @Test
    void refusesWhatIsCut() {
        byte[] two = Struct.join(message("en0", MAC), newaddr(20), message("en1", MAC));
        Torment.cut(two, in -> {
            int length = in.limit();
            if (length == 0 || length == 180 || length == 200) {
                assertThat(decode(in)).hasSize(length == 0 ? 0 : 1);
            } else {
                assertThatThrownBy(() -> decode(in)).isInstanceOf(MalformedReplyException.class);
            }
        });
    }

    @Test
    @Tag("long")
    void survivesAnything() {
        Torment.random(600, in -> {
            for (int at = 0; at + 180 <= in.limit(); at += 180) {
                in.putShort(at, (short) 180)
                        .put(at + 2, (byte) 5)
                        .put(at + 3, (byte) 0x12)
                        .putInt(at + 4, 0x10);
                in.put(at + 160, (byte) (in.get(at + 160) & 0x1f)).put(at + 161, (byte) 18);
                in.put(at + 165, (byte) (in.get(at + 165) & 0xf)).put(at + 166, (byte) (in.get(at + 166) & 0x7));
            }
            decode(in);
        });
        Torment.damaged(message("en0", MAC), LinkDecoderTest::decode);
    }
}
