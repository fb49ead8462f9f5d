package io.github.ports4j.macos;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What decoders have to live through. Each buffer ends where its bytes end, so that whoever reads outside fails; and whoever throws
 * anything but {@link MalformedReplyException} does.
 */
public final class Torment {
    private static final int BUFFERS = 1_000_000;
    private static final int SEED = 20261128;

    /** Random bytes to take buffers from: to make them anew each time takes longer than to decode them. */
    private static final int POOL = 1 << 22;

    private Torment() {}

    /** Gives every beginning of the bytes, from the empty one to one byte less than the whole. */
    public static void cut(byte[] whole, Consumer<ByteBuffer> taker) {
        for (int length = 0; length < whole.length; length++) {
            taker.accept(Fixture.buffer(Arrays.copyOf(whole, length)));
        }
    }

    /** Gives every beginning; decoding it must be refused. */
    public static void refusesEveryCut(byte[] whole, Consumer<ByteBuffer> decoder) {
        cut(whole, cut -> {
            try {
                decoder.accept(cut);
            } catch (MalformedReplyException e) {
                if (e.needed() > e.had()) {
                    return;
                }
                throw e;
            }
            throw new AssertionError("taken, with " + cut.limit() + " bytes");
        });
    }

    /**
     * Gives a million buffers of random bytes, {@code longest} of them mostly and else fewer; decoding them must work or be refused.
     */
    public static void random(int longest, Consumer<ByteBuffer> decoder) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] pool = new byte[POOL + longest];
        random.nextBytes(pool);
        for (int i = 0; i < BUFFERS; i++) {
            int start = random.nextInt(POOL);
            int length = random.nextInt(8) == 0 ? random.nextInt(longest + 1) : longest;
            refusedOrNot(decoder, Arrays.copyOfRange(pool, start, start + length));
        }
    }

    /** Gives the bytes a million times with a few of them changed at random; decoding them must work or be refused. */
    public static void damaged(byte[] whole, Consumer<ByteBuffer> decoder) {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        byte[] bytes = whole.clone();
        for (int i = 0; i < BUFFERS; i++) {
            System.arraycopy(whole, 0, bytes, 0, whole.length);
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refusedOrNot(decoder, bytes);
        }
    }

    private static void refusedOrNot(Consumer<ByteBuffer> decoder, byte[] bytes) {
        try {
            decoder.accept(Fixture.buffer(bytes));
        } catch (MalformedReplyException e) {
            // one of the two ways in which it may end; any other exception fails the test
        }
    }
}
