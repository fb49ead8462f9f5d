package io.github.ports4j.linux.statistics;

import io.github.ports4j.MalformedReplyException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;

/** Texts that nobody wrote; decoding them must work or be refused. */
final class RandomText {
    private static final int BUFFERS = 250_000;
    private static final int LONGEST = 128;

    /** What the texts are of, so that some of them are nearly right. */
    private static final String[] PIECES = {
        "Ip:",
        "Ip:",
        "Tcp:",
        "Tcp:",
        "Foo:",
        ":",
        "Ip6",
        "Udp6",
        "UdpLite6",
        "6",
        "InReceives",
        "MaxConn",
        "\n",
        "\n",
        "\n",
        " ",
        " ",
        " ",
        "\t",
        "0",
        "7",
        "-1",
        "-",
        "+1",
        "18446744073709551615",
        "18446744073709551616",
        "\u0000",
        "\r",
    };

    private final Random random = new Random(20261123);
    private int refused;
    private int taken;

    /** Half a million texts: one half of any bytes, the other of the words and marks of the real ones. */
    void decode(Consumer<byte[]> decoder) {
        for (int i = 0; i < BUFFERS; i++) {
            byte[] bytes = new byte[random.nextInt(LONGEST)];
            random.nextBytes(bytes);
            take(bytes, decoder);
            take(pieces(), decoder);
        }
    }

    /** How many were not refused. */
    int taken() {
        return taken;
    }

    /** How many were refused. */
    int refused() {
        return refused;
    }

    private byte[] pieces() {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(12); count > 0; count--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append(random.nextInt(8) == 0 ? "" : "\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void take(byte[] text, Consumer<byte[]> decoder) {
        try {
            decoder.accept(text);
            taken++;
        } catch (MalformedReplyException e) {
            refused++; // any other exception fails the test
        }
    }
}
