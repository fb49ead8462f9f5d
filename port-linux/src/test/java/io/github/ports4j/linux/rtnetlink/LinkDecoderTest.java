package io.github.ports4j.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.MacAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import io.github.ports4j.linux.netlink.Messages;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkDecoderTest {
    private static final int ARPHRD_ETHER = 1;
    private static final int ARPHRD_NONE = 0xfffe;
    private static final int IFF_UP = 1;
    private static final byte[] NAME = Messages.attribute(3, Messages.text("eth0"));
    private static final byte[] ADDRESS = Messages.attribute(1, new byte[] {2, 0, 0, 0, 0, 1});
    private static final byte[] CARRIER = Messages.attribute(33, new byte[] {1});

    private static byte[] link(int type, int flags, byte[]... attributes) {
        return Messages.bytes(Messages.words(type << 16, 7, flags, 0), Messages.bytes(attributes));
    }

    private static Link decode(byte[] payload) {
        return Messages.decode(payload, LinkDecoder::decode);
    }

    @Test
    void readsACapturedDump() {
        List<Link> links = Messages.decode("link-6.18", 3, LinkDecoder::decode);
        assertThat(links).extracting(Link::name).containsExactly("lo", "v1", "v0", "br0", "tun0");
        assertThat(links).extracting(Link::index).containsExactly(1, 2, 3, 4, 5);
        assertThat(links).extracting(Link::type).containsExactly(772, 1, 1, 1, 0xfffe);
        assertThat(links).extracting(Link::mtu).containsExactly(65536L, 1500L, 1500L, 1500L, 1500L);
        assertThat(links)
                .extracting(link -> link.infoKind().orElse("-"))
                .containsExactly("-", "veth", "veth", "bridge", "tun");
        assertThat(links)
                .extracting(link -> link.mac().map(MacAddress::toString).orElse("-"))
                .containsExactly("-", "02:00:00:00:00:02", "02:00:00:00:00:01", "02:00:00:00:00:03", "-");
        assertThat(links)
                .extracting(link -> link.carrier().map(Object::toString).orElse("-"))
                .containsExactly("true", "true", "true", "-", "false");
        assertThat(links.get(2).alternativeNames()).containsExactly("other", "an-alternative-name-that-is-long");
        assertThat(links.get(0).flags())
                .containsExactlyInAnyOrder(
                        InterfaceFlag.UP, InterfaceFlag.LOOPBACK, InterfaceFlag.RUNNING, InterfaceFlag.LOWER_UP);
        assertThat(links.get(4).flags())
                .containsExactlyInAnyOrder(
                        InterfaceFlag.UP, InterfaceFlag.POINTOPOINT, InterfaceFlag.NOARP, InterfaceFlag.MULTICAST);
        assertThat(links).allMatch(link -> link.stats().isPresent());
    }

    @Test
    void readsCountersOfShorterAndLongerStructures() {
        byte[] numbers = new byte[25 * Long.BYTES];
        for (int i = 0; i < numbers.length; i += Long.BYTES) {
            numbers[i] = (byte) (i / Long.BYTES + 1);
        }
        LinkStats expected = new LinkStats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16);
        for (int size : new int[] {16, 23, 24, 25}) {
            byte[] stats = Messages.attribute(23, Arrays.copyOf(numbers, size * Long.BYTES));
            assertThat(decode(link(ARPHRD_ETHER, 0, NAME, stats)).stats()).contains(expected);
        }
        byte[] tooShort = Messages.attribute(23, Arrays.copyOf(numbers, 127));
        assertThatThrownBy(() -> decode(link(ARPHRD_ETHER, 0, NAME, tooShort)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageContaining("rtnl_link_stats64");
    }

    @Test
    void readsEveryFlag() {
        Set<InterfaceFlag> known = EnumSet.range(InterfaceFlag.UP, InterfaceFlag.ECHO);
        assertThat(decode(link(ARPHRD_ETHER, -1, NAME)).flags()).isEqualTo(known);
        assertThat(decode(link(ARPHRD_ETHER, 1 << 18, NAME)).flags()).containsExactly(InterfaceFlag.ECHO);
        assertThat(decode(link(ARPHRD_ETHER, 0, NAME)).flags()).isEmpty();
    }

    @Test
    void tellsNoCarrierOfOneThatIsDown() {
        assertThat(decode(link(ARPHRD_ETHER, 0, NAME, CARRIER)).carrier()).isEmpty();
        assertThat(decode(link(ARPHRD_ETHER, IFF_UP, NAME, CARRIER)).carrier()).contains(true);
        assertThat(decode(link(ARPHRD_ETHER, IFF_UP, NAME)).carrier()).isEmpty();
    }

    @Test
    void takesNoAddressOfIpForHardware() {
        assertThat(decode(link(ARPHRD_ETHER, 0, NAME, ADDRESS)).mac()).isPresent();
        assertThat(decode(link(ARPHRD_NONE, 0, NAME, ADDRESS)).mac()).isEmpty();
        assertThat(decode(link(768, 0, NAME, Messages.attribute(1, new byte[] {10, 0, 0, 1})))
                        .mac())
                .isEmpty();
        assertThat(decode(link(ARPHRD_ETHER, 0, NAME, Messages.attribute(1, new byte[6])))
                        .mac())
                .isEmpty();
        assertThat(decode(link(ARPHRD_ETHER, 0, NAME, Messages.attribute(1))).mac())
                .isEmpty();
        assertThatThrownBy(() -> decode(link(ARPHRD_ETHER, 0, NAME, Messages.attribute(1, new byte[33]))))
                .isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void refusesOneWithoutNameOrNumber() {
        assertThatThrownBy(() -> decode(link(ARPHRD_ETHER, 0, ADDRESS)))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("IFLA_IFNAME");
        byte[] unnumbered = Messages.bytes(Messages.words(0, 0, 0, 0), NAME);
        assertThatThrownBy(() -> decode(unnumbered))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("ifi_index 0");
    }

    @Test
    void refusesWhatIsCut() {
        List<Link> whole = Messages.decode("link-6.18", 1, LinkDecoder::decode);
        Samples.cut("link-6.18-0.bin", cut -> {
            try {
                List<Link> some = Messages.decode(cut, LinkDecoder::decode);
                assertThat(some).isEqualTo(whole.subList(0, some.size()));
            } catch (MalformedReplyException e) {
                assertThat(e.needed()).isGreaterThan(e.had());
            }
        });
    }

    @Test
    void refusesAnythingElse() {
        Messages.torment("link-6.18-1.bin", LinkDecoder.SIZE, LinkDecoder::decode);
    }
}
