package io.github.ports4j.linux;

import io.github.ports4j.MalformedReplyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** The captured replies in the directory {@code samples}, and what is done to them. */
public final class Samples {
    private static final int RANDOM_BUFFERS = 100_000;
    private static final int LONGEST = 256;

    private Samples() {}

    /** The whole of a file. */
    public static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("samples/" + name)) {
            if (in == null) {
                throw new AssertionError("no sample " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in the byte order of the machine that the samples are of. */
    public static ByteBuffer of(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The whole of a file in the byte order of the machine that it is of. */
    public static ByteBuffer of(String name) {
        return of(bytes(name));
    }

    /** Gives every beginning of a file, from the empty one to one byte less than the whole. */
    public static void cut(String name, Consumer<ByteBuffer> taker) {
        byte[] whole = bytes(name);
        for (int length = 0; length < whole.length; length++) {
            taker.accept(of(Arrays.copyOf(whole, length)));
        }
    }

    /** Gives random bytes; decoding them must work or be refused. */
    public static void random(Consumer<ByteBuffer> decoder) {
        Random random = new Random(20261123);
        for (int i = 0; i < RANDOM_BUFFERS; i++) {
            byte[] bytes = new byte[random.nextInt(LONGEST)];
            random.nextBytes(bytes);
            refusedOrNot(() -> decoder.accept(of(bytes)));
        }
    }

    /** Gives a file with a few bytes changed at random; decoding it must work or be refused. */
    public static void damaged(String name, Consumer<ByteBuffer> decoder) {
        Random random = new Random(20261124);
        byte[] whole = bytes(name);
        for (int i = 0; i < RANDOM_BUFFERS; i++) {
            byte[] bytes = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refusedOrNot(() -> decoder.accept(of(bytes)));
        }
    }

    private static void refusedOrNot(Runnable decoding) {
        try {
            decoding.run();
        } catch (MalformedReplyException e) {
            // one of the two ways in which it may end; any other exception fails the test
        }
    }
}
