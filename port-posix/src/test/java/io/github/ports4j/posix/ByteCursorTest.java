package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCursorTest {
    private static final byte[] BYTES = {(byte) 0x81, 2, 3, 4, 5, 6, 7, (byte) 0x88};

    private static ByteCursor cursor(ByteOrder order) {
        return new ByteCursor(ByteBuffer.wrap(BYTES).order(order));
    }

    @Test
    void readsNumbersInTheOrderOfTheBuffer() {
        assertThat(cursor(ByteOrder.LITTLE_ENDIAN).u16()).isEqualTo(0x0281);
        assertThat(cursor(ByteOrder.LITTLE_ENDIAN).u32()).isEqualTo(0x04030281L);
        assertThat(cursor(ByteOrder.LITTLE_ENDIAN).u64()).isEqualTo(0x8807060504030281L);
        assertThat(cursor(ByteOrder.BIG_ENDIAN).u16()).isEqualTo(0x8102);
        assertThat(cursor(ByteOrder.BIG_ENDIAN).u32()).isEqualTo(0x81020304L);
        assertThat(cursor(ByteOrder.BIG_ENDIAN).s32()).isEqualTo(0x81020304);
        assertThat(cursor(ByteOrder.BIG_ENDIAN).u8()).isEqualTo(0x81);
    }

    @Test
    void readsNetworkOrderWhateverTheOrderOfTheBuffer() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            assertThat(cursor(order).be16()).isEqualTo(0x8102);
            assertThat(cursor(order).be32()).isEqualTo(0x81020304L);
            assertThat(cursor(order).be64()).isEqualTo(0x8102030405060788L);
        }
    }

    @Test
    void movesOnAndKeepsItsPlaceInTheWholeReply() {
        ByteCursor whole = cursor(ByteOrder.BIG_ENDIAN).skip(1);
        ByteCursor part = whole.slice(3);
        assertThat(whole.position()).isEqualTo(4);
        assertThat(part.remaining()).isEqualTo(3);
        assertThat(part.bytes(2)).containsExactly(2, 3);
        assertThatThrownBy(part::be16).isInstanceOfSatisfying(MalformedReplyException.class, e -> {
            assertThat(e.offset()).isEqualTo(3);
            assertThat(e.had()).isEqualTo(1);
            assertThat(e.needed()).isEqualTo(2);
        });
    }

    @Test
    void namesWhatWasToBeRead() {
        assertThatThrownBy(() -> cursor(ByteOrder.BIG_ENDIAN).require(9, "struct nlmsghdr"))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessage("struct nlmsghdr at offset 0: need 9 bytes, have 8");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesLengthsThatAReplyMayClaim(int length) {
        assertThatThrownBy(() -> cursor(ByteOrder.BIG_ENDIAN).skip(length)).isInstanceOf(MalformedReplyException.class);
        assertThatThrownBy(() -> cursor(ByteOrder.BIG_ENDIAN).slice(length))
                .isInstanceOf(MalformedReplyException.class);
        assertThatThrownBy(() -> cursor(ByteOrder.BIG_ENDIAN).bytes(length))
                .isInstanceOf(MalformedReplyException.class);
    }
}
