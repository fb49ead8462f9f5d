package io.github.ports4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.ports4j.MalformedReplyException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/** Feeds a parser with cut and random text: it must refuse or answer, and nothing else. */
public final class Hostile {
    private Hostile() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Cuts the text at each length; what is not refused must be as expected. */
    public static <T> void cut(byte[] text, Function<byte[], T> parser, Predicate<T> expected) {
        for (int length = 0; length < text.length; length++) {
            byte[] cut = Arrays.copyOf(text, length);
            try {
                T value = parser.apply(cut);
                if (!expected.test(value)) {
                    fail("cut at " + length + " gives " + value);
                }
            } catch (MalformedReplyException refused) {
                if (refused.needed() <= refused.had() || refused.offset() < 0) {
                    fail("cut at " + length + " is refused with " + refused.getMessage());
                }
            }
        }
    }

    /** Overwrites bytes at random, with a fixed seed. */
    public static <T> void damage(byte[] text, Function<byte[], T> parser) {
        Random random = new Random(4711);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = text.clone();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(parser.apply(damaged)).isNotNull();
            } catch (MalformedReplyException refused) {
                // one of the two things that may happen
            }
        }
    }
}
