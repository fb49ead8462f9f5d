package io.github.ports4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetlinkAttributesTest {
    private static final int NLA_F_NESTED = 0x8000;
    private static final int NLA_F_NET_BYTEORDER = 0x4000;
    private static final byte[] ATTRIBUTES = Messages.bytes(
            Messages.attribute(1, Messages.words(-2)),
            Messages.attribute(2 | NLA_F_NET_BYTEORDER, new byte[] {-1}),
            Messages.attribute(3, Messages.text("né")),
            Messages.attribute(4 | NLA_F_NESTED, Messages.attribute(5, new byte[0])));

    private static NetlinkAttributes read(byte[] bytes) {
        ByteBuffer in = Samples.of(bytes);
        return new NetlinkAttributes(in, 0, in.limit());
    }

    private static List<String> all(NetlinkAttributes attributes) {
        List<String> all = new ArrayList<>();
        while (attributes.next()) {
            all.add(attributes.type() + ":" + (attributes.end() - attributes.start()));
        }
        return all;
    }

    @Test
    void goesFromOneToTheNext() {
        assertThat(all(read(ATTRIBUTES))).containsExactly("1:4", "2:1", "3:4", "4:4");
    }

    @Test
    void readsValues() {
        NetlinkAttributes in = read(ATTRIBUTES);
        assertThat(in.next()).isTrue();
        assertThat(in.u32("a")).isEqualTo(0xffff_fffeL);
        assertThat(in.s32("a")).isEqualTo(-2);
        assertThat(in.u16("a")).isEqualTo(0xfffe);
        assertThat(in.next()).isTrue();
        assertThat(in.u8("b")).isEqualTo(255);
        assertThatThrownBy(() -> in.u16("b"))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessage("b at offset 12: need 2 bytes, have 1");
        assertThat(in.next()).isTrue();
        assertThat(in.text()).isEqualTo("né");
        assertThat(in.next()).isTrue();
        assertThat(all(in.nested())).containsExactly("5:0");
        assertThat(in.next()).isFalse();
    }

    @Test
    void readsTextWithoutItsEnd() {
        NetlinkAttributes in = read(Messages.attribute(1, new byte[] {'a', 'b'}));
        assertThat(in.next()).isTrue();
        assertThat(in.text()).isEqualTo("ab");
    }

    @Test
    void findsOne() {
        ByteBuffer in = Samples.of(ATTRIBUTES);
        assertThat(NetlinkAttributes.find(in, 0, in.limit(), 2, 1, "b")).isEqualTo(12);
        assertThat(NetlinkAttributes.find(in, 0, in.limit(), 7, 1, "c")).isEqualTo(NetlinkAttributes.ABSENT);
        assertThatThrownBy(() -> NetlinkAttributes.find(in, 0, in.limit(), 2, 2, "b"))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessage("b at offset 12: need 2 bytes, have 1");
    }

    @Test
    void refusesWhatIsCut() {
        int whole = all(read(ATTRIBUTES)).size();
        for (int length = 0; length < ATTRIBUTES.length; length++) {
            byte[] cut = Arrays.copyOf(ATTRIBUTES, length);
            try {
                assertThat(all(read(cut))).hasSizeLessThan(whole);
            } catch (MalformedReplyException e) {
                assertThat(e.needed()).isGreaterThan(e.had());
            }
        }
        Samples.random(
                in -> assertThat(all(new NetlinkAttributes(in, 0, in.limit()))).isNotNull());
    }
}
