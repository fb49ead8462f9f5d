package io.github.ports4j.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FdLinkTest {
    private static long inode(String link) {
        return inode(link, ByteOrder.LITTLE_ENDIAN);
    }

    private static long inode(String link, ByteOrder order) {
        byte[] bytes = link.getBytes(StandardCharsets.ISO_8859_1);
        return FdLink.inode(ByteBuffer.allocate(128).order(order).put(0, bytes), bytes.length);
    }

    @Test
    void readsTheInodeOfASocket() {
        assertThat(inode("socket:[2804183]")).isEqualTo(2804183);
        assertThat(inode("socket:[2804183]", ByteOrder.BIG_ENDIAN)).isEqualTo(2804183);
        assertThat(inode("socket:[4294967295]")).isEqualTo(4294967295L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "pipe:[2804183]",
                "anon_inode:[eventpoll]",
                "/socket:[2804183]",
                "/tmp/socket:[1] (deleted)",
                "(unreachable)/x",
                "socket:",
                "socket;[1]",
            })
    void leavesOtherLinksAlone(String link) {
        assertThat(inode(link)).isEqualTo(FdLink.NO_SOCKET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket:[",
                "socket:[]",
                "socket:[1",
                "socket:[x]",
                "socket:[1]x",
                "socket:[-1]",
                "socket:[0]",
                "socket:[99999999999999999999]",
            })
    void refusesALinkThatOnlyBeginsLikeASockets(String link) {
        assertThatThrownBy(() -> inode(link)).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void refusesAnythingElse() {
        Samples.random(bytes -> FdLink.inode(bytes, bytes.limit()));
        Random random = new Random(1);
        Samples.random(bytes -> {
            byte[] prefix = "socket:[12".getBytes(StandardCharsets.US_ASCII);
            if (bytes.limit() > prefix.length) {
                bytes.put(0, prefix);
                FdLink.inode(bytes, prefix.length + random.nextInt(bytes.limit() - prefix.length));
            }
        });
    }
}
