package io.github.ports4j.macos.kinfo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.Fixture;
import io.github.ports4j.macos.Torment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProcArgsTest {
    private static final String SHOP = "/usr/bin/java\0\0\0\0java\0-jar\0\0shop.jar\0"
            + "PASSWORD=secret\0XPC_SERVICE_NAME=org.example.shop\0HOME=/\0\0\0executable_path=/usr/bin/java\0";

    private static byte[] bytes(int argc, String text) {
        byte[] strings = text.getBytes(UTF_8);
        return Fixture.buffer(new byte[Integer.BYTES + strings.length])
                .putInt(argc)
                .put(strings)
                .array();
    }

    private static ProcArgs decode(ByteBuffer in) {
        return ProcArgs.decode(in, in.limit());
    }

    private static ProcArgs decode(int argc, String text) {
        return decode(Fixture.buffer(bytes(argc, text)));
    }

    @Test
    void readsArgumentsEmptyOnesToo() {
        ProcArgs args = decode(4, SHOP);
        assertThat(args)
                .isEqualTo(new ProcArgs(
                        "/usr/bin/java",
                        List.of("java", "-jar", "", "shop.jar"),
                        true,
                        Optional.of("org.example.shop")));
        assertThat(args.toString()).isEqualTo("/usr/bin/java with 4 arguments");
    }

    @Test
    void namesTheServiceOfLaunchdAlone() {
        assertThat(decode(1, "/bin/a\0a\0XPC_SERVICE_NAME=0\0").serviceName()).isEmpty();
        assertThat(decode(1, "/bin/a\0a\0XPC_SERVICE_NAME=\0").serviceName()).isEmpty();
        assertThat(decode(1, "/bin/a\0a\0MY_XPC_SERVICE_NAME=x\0").serviceName())
                .isEmpty();
        assertThat(decode(1, "/bin/a\0a\0XPC_SERVICE_NAMES=x\0").serviceName()).isEmpty();
        assertThat(decode(2, "/bin/a\0a\0XPC_SERVICE_NAME=x\0").serviceName())
                .as("of an argument")
                .isEmpty();
        assertThat(decode(1, "/bin/a\0a\0XPC_SERVICE_NAME=x").serviceName()).contains("x");
    }

    @Test
    void canHaveNone() {
        assertThat(decode(0, "/bin/a\0\0A=b\0")).isEqualTo(new ProcArgs("/bin/a", List.of(), true, Optional.empty()));
        assertThat(decode(0, "")).isEqualTo(new ProcArgs("", List.of(), true, Optional.empty()));
        assertThat(decode(0, "/bin/a").executable()).isEqualTo("/bin/a");
    }

    @Test
    void knowsThatTheNumberLies() {
        ProcArgs more = decode(Integer.MAX_VALUE, "/bin/a\0\0a\0b\0");
        assertThat(more.arguments()).containsExactly("a", "b");
        assertThat(more.whole()).isFalse();
        ProcArgs cut = decode(2, "/bin/a\0\0a\0b");
        assertThat(cut.arguments()).containsExactly("a", "b");
        assertThat(cut.whole()).isFalse();
        assertThat(decode(1, "/bin/a\0\0\0").whole()).isFalse();
        assertThatThrownBy(() -> decode(-1, "/bin/a\0a\0"))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("argc -1");
    }

    @Test
    void refusesNoneButWhatHasNoNumber() {
        byte[] whole = bytes(4, SHOP);
        ProcArgs all = decode(Fixture.buffer(whole));
        Torment.cut(whole, in -> {
            if (in.limit() < Integer.BYTES) {
                assertThatThrownBy(() -> decode(in)).isInstanceOf(MalformedReplyException.class);
            } else {
                List<String> some = decode(in).arguments();
                assertThat(some).hasSizeLessThanOrEqualTo(all.arguments().size());
            }
        });
    }

    @Test
    @Tag("long")
    void survivesAnything() {
        Torment.random(200, in -> {
            for (int at = Integer.BYTES; at < in.limit(); at += 5) {
                in.put(at, (byte) 0);
            }
            decode(in);
        });
        Torment.damaged(bytes(4, SHOP), ProcArgsTest::decode);
    }
}
