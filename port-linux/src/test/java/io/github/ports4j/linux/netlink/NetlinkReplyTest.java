package io.github.ports4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetlinkReplyTest {
    private static final int SEQUENCE = 3;
    private static final int SOME_TYPE = 20;
    private static final int NLMSG_OVERRUN = 4;
    private static final int NLM_F_MULTI = 2;
    private static final int NLM_F_DUMP_INTR = 0x10;

    private final NetlinkReply.Outcome outcome = new NetlinkReply.Outcome();

    private static ByteBuffer message(int length, int type, int flags, int sequence, int... payload) {
        ByteBuffer out =
                ByteBuffer.allocate(16 + Integer.BYTES * payload.length).order(ByteOrder.nativeOrder());
        out.putInt(length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        for (int word : payload) {
            out.putInt(word);
        }
        return out.flip();
    }

    private List<Integer> decode(ByteBuffer... messages) {
        ByteBuffer all = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        for (ByteBuffer message : messages) {
            all.put(message);
        }
        List<Integer> types = new ArrayList<>();
        NetlinkReply.decode(all.flip(), SEQUENCE, (type, in, start, end) -> types.add(type), outcome);
        return types;
    }

    @Test
    void handsOnMessagesUntilTheEndOfTheDump() {
        ByteBuffer some = message(20, SOME_TYPE, NLM_F_MULTI, SEQUENCE, 1);
        ByteBuffer done = message(20, NetlinkReply.NLMSG_DONE, NLM_F_MULTI, SEQUENCE, 0);
        assertThat(decode(some.duplicate().order(some.order()), done, some)).containsExactly(SOME_TYPE);
        assertThat(outcome.done).isTrue();
        assertThat(outcome.interrupted).isFalse();
        assertThat(outcome.errno).isZero();
    }

    @Test
    void tellsTheErrorOfADump() {
        decode(message(20, NetlinkReply.NLMSG_DONE, NLM_F_MULTI, SEQUENCE, -105));
        assertThat(outcome.errno).isEqualTo(105);
    }

    @Test
    void noticesAnInterruption() {
        decode(message(20, SOME_TYPE, NLM_F_MULTI | NLM_F_DUMP_INTR, SEQUENCE, 1));
        assertThat(outcome.interrupted).isTrue();
        assertThat(outcome.done).isFalse();
    }

    @Test
    void noticesAnOverrun() {
        assertThat(decode(message(16, NLMSG_OVERRUN, 0, SEQUENCE))).isEmpty();
        assertThat(outcome.interrupted).isTrue();
    }

    @Test
    void passesOverAnswersToOthers() {
        assertThat(decode(
                        message(20, NetlinkReply.NLMSG_DONE, NLM_F_DUMP_INTR, SEQUENCE - 1, -5),
                        message(20, SOME_TYPE, 0, SEQUENCE, 1)))
                .containsExactly(SOME_TYPE);
        assertThat(outcome.done).isFalse();
        assertThat(outcome.interrupted).isFalse();
    }

    @Test
    void passesOverPadding() {
        assertThat(decode(message(17, SOME_TYPE, 0, SEQUENCE, 1), message(18, SOME_TYPE, 0, SEQUENCE, 1)))
                .containsExactly(SOME_TYPE, SOME_TYPE);
    }

    @Test
    void refusesLengthsThatCannotBe() {
        for (int length : new int[] {0, 15, 21, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> decode(message(length, SOME_TYPE, 0, SEQUENCE, 1)))
                    .isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void refusesAnErrorThatIsNone() {
        assertThatThrownBy(() -> decode(message(16, NetlinkReply.NLMSG_ERROR, 0, SEQUENCE)))
                .isInstanceOf(MalformedReplyException.class);
        assertThatThrownBy(() -> decode(message(20, NetlinkReply.NLMSG_ERROR, 0, SEQUENCE, 5)))
                .isInstanceOf(MalformedReplyException.class);
    }
}
