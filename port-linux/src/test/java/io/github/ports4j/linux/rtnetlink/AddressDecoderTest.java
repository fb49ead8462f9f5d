package io.github.ports4j.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.linux.netlink.Messages;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressDecoderTest {
    private static final byte[] OWN = {10, 0, 0, 1};
    private static final byte[] OTHER = {10, 0, 0, 2};

    private static byte[] address(int family, int prefix, int flags, int scope, byte[]... attributes) {
        byte[] head = {(byte) family, (byte) prefix, (byte) flags, (byte) scope};
        return Messages.bytes(head, Messages.words(3), Messages.bytes(attributes));
    }

    private static LinkAddress decode(byte[] payload) {
        return Messages.decode(payload, AddressDecoder::decode).orElseThrow();
    }

    private static String text(LinkAddress address) {
        return address.index() + " " + text(address.address()) + "/" + address.prefixLength()
                + address.peer().map(peer -> " peer " + text(peer)).orElse("")
                + address.broadcast().map(all -> " brd " + text(all)).orElse("") + " " + address.scope() + " "
                + address.flags();
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    private static List<String> texts(ByteBuffer in) {
        return Messages.decode(in, AddressDecoder::decode).stream()
                .flatMap(Optional::stream)
                .map(AddressDecoderTest::text)
                .toList();
    }

    @Test
    void readsACapturedDump() {
        assertThat(texts(Samples.of("addr-6.18-0.bin")))
                .containsExactly(
                        "1 127.0.0.1/8 HOST [PERMANENT]",
                        "3 203.0.113.1/25 SITE [PERMANENT, NOPREFIXROUTE]",
                        "3 203.0.113.129/25 OTHER [DEPRECATED]",
                        "3 192.0.2.1/24 brd 192.0.2.255 GLOBAL [PERMANENT]",
                        "3 198.51.100.1/32 peer 198.51.100.2 GLOBAL [PERMANENT]",
                        "3 192.0.2.2/24 GLOBAL [SECONDARY, PERMANENT]",
                        "1 0:0:0:0:0:0:0:1/128 HOST [PERMANENT]",
                        "3 0:0:0:0:0:ffff:c000:209/128 GLOBAL [NODAD, PERMANENT]",
                        "3 2001:db8:0:0:0:0:0:2/128 peer 2001:db8:0:0:0:0:0:3 GLOBAL [NODAD, PERMANENT]",
                        "3 2001:db8:0:0:0:0:0:1/64 GLOBAL [NODAD, PERMANENT]",
                        "3 fe80:0:0:0:0:0:0:1%3/64 LINK [NODAD, PERMANENT]",
                        "4 2001:db8:0:0:0:ffff:c000:201/64 GLOBAL [HOME, TENTATIVE, MNGTMPADDR]");
    }

    @Test
    void namesTheFirstFlagByFamily() {
        byte[] four = address(2, 8, 1, 0, Messages.attribute(1, OWN));
        assertThat(decode(four).flags()).containsExactly(InterfaceAddress.Flag.SECONDARY);
        byte[] six = address(10, 8, 1, 0, Messages.attribute(1, new byte[16]));
        assertThat(decode(six).flags()).containsExactly(InterfaceAddress.Flag.TEMPORARY);
    }

    @Test
    void prefersTheLongerFlags() {
        byte[] both = address(
                10, 8, 0x80, 0, Messages.attribute(1, new byte[16]), Messages.attribute(8, Messages.words(0xe00)));
        assertThat(decode(both).flags())
                .containsExactlyInAnyOrder(
                        InterfaceAddress.Flag.NOPREFIXROUTE,
                        InterfaceAddress.Flag.AUTOJOIN,
                        InterfaceAddress.Flag.STABLE_PRIVACY);
        byte[] old = address(10, 8, 0xff, 0, Messages.attribute(1, new byte[16]));
        assertThat(decode(old).flags()).hasSize(8);
    }

    @Test
    void tellsOwnAddressAndPeerApart() {
        byte[] peer = address(2, 32, 0, 0, Messages.attribute(1, OTHER), Messages.attribute(2, OWN));
        assertThat(text(decode(peer))).isEqualTo("3 10.0.0.1/32 peer 10.0.0.2 GLOBAL []");
        byte[] none = address(2, 8, 0, 0, Messages.attribute(1, OWN), Messages.attribute(2, OWN));
        assertThat(decode(none).peer()).isEmpty();
        byte[] localAlone = address(2, 8, 0, 0, Messages.attribute(2, OWN));
        assertThat(text(decode(localAlone))).isEqualTo("3 10.0.0.1/8 GLOBAL []");
    }

    @Test
    void keepsAMappedAddressOfIpv6() {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        assertThat(decode(address(10, 96, 0, 0, Messages.attribute(1, mapped))).address())
                .isInstanceOf(Inet6Address.class);
    }

    @Test
    void namesScopes() {
        List<Integer> numbers = List.of(0, 200, 253, 254, 255, 1);
        assertThat(numbers)
                .extracting(number -> decode(address(2, 8, 0, number, Messages.attribute(1, OWN)))
                        .scope()
                        .name())
                .containsExactly("GLOBAL", "SITE", "LINK", "HOST", "OTHER", "OTHER");
    }

    @Test
    void passesOverOtherFamilies() {
        assertThat(Messages.decode(address(45, 200, 0, 0), AddressDecoder::decode))
                .isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        for (byte[] bad : List.of(
                address(2, 33, 0, 0, Messages.attribute(1, OWN)),
                address(2, 8, 0, 0),
                address(2, 8, 0, 0, Messages.attribute(1, new byte[3])),
                address(10, 8, 0, 0, Messages.attribute(1, OWN)),
                address(10, 129, 0, 0, Messages.attribute(1, new byte[16])))) {
            assertThatThrownBy(() -> decode(bad)).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void refusesWhatIsCut() {
        List<String> whole = texts(Samples.of("addr-6.18-0.bin"));
        Samples.cut("addr-6.18-0.bin", cut -> {
            try {
                List<String> some = texts(cut);
                assertThat(some).isEqualTo(whole.subList(0, some.size()));
            } catch (MalformedReplyException e) {
                assertThat(e.needed()).isGreaterThan(e.had());
            }
        });
    }

    @Test
    void refusesAnythingElse() {
        Messages.torment("addr-6.18-0.bin", AddressDecoder.SIZE, AddressDecoder::decode);
        Messages.torment("addr-6.18-0.bin", AddressDecoder.SIZE, (in, start, end) -> {
            if (end > start) {
                in.put(start, (byte) ((in.get(start) & 8) | 2)); // a family that is decoded
            }
            return AddressDecoder.decode(in, start, end);
        });
    }
}
