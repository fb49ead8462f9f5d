package io.github.ports4j.linux.netlink;

import io.github.ports4j.linux.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes captured datagrams apart, and builds what no kernel at hand would tell. */
public final class Messages {
    private static final int SEQUENCE = 7;

    private Messages() {}

    /** Makes something of the payload of a message. */
    public interface Decoder<T> {
        T decode(ByteBuffer in, int start, int end);
    }

    /** What a decoder makes of each message of a datagram. */
    public static <T> List<T> decode(ByteBuffer datagram, Decoder<T> decoder) {
        List<T> all = new ArrayList<>();
        NetlinkReply.decode(
                datagram,
                SEQUENCE,
                (type, in, start, end) -> all.add(decoder.decode(in, start, end)),
                new NetlinkReply.Outcome());
        return all;
    }

    /** The same for the datagrams of a captured dump, by the beginning of their names. */
    public static <T> List<T> decode(String name, int datagrams, Decoder<T> decoder) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < datagrams; i++) {
            all.addAll(decode(Samples.of(name + "-" + i + ".bin"), decoder));
        }
        return all;
    }

    /** What a decoder makes of a payload. */
    public static <T> T decode(byte[] payload, Decoder<T> decoder) {
        ByteBuffer in = Samples.of(payload);
        return decoder.decode(in, 0, in.limit());
    }

    /** Feeds a decoder with random payloads, with random attributes after a random header, and a captured datagram with damages. */
    public static void torment(String sample, int headerSize, Decoder<?> decoder) {
        Consumer<ByteBuffer> payload = in -> decoder.decode(in, 0, in.limit());
        Samples.random(payload);
        Samples.random(in -> decoder.decode(mended(in, headerSize), 0, in.limit()));
        Samples.damaged(sample, in -> decode(in, decoder));
    }

    /** Gives random bytes such lengths of attributes that they lead from one to the next, nested ones too. */
    private static ByteBuffer mended(ByteBuffer in, int headerSize) {
        for (int at = headerSize; at + 4 <= in.limit(); ) {
            int length = Math.min(4 + (in.get(at) & 0x1f), in.limit() - at);
            in.putShort(at, (short) length);
            in.put(at + 2, (byte) (in.get(at + 2) & 0x3f)).put(at + 3, (byte) 0);
            at += length + 3 & -4;
        }
        return in;
    }

    /** These parts one after the other. */
    public static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** An attribute with its padding. */
    public static byte[] attribute(int type, byte[]... value) {
        byte[] bytes = bytes(value);
        ByteBuffer out = ByteBuffer.allocate(4 + bytes.length + 3 & -4).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort((short) (4 + bytes.length))
                .putShort((short) type)
                .put(bytes)
                .array();
    }

    /** Numbers of 32 bits. */
    public static byte[] words(int... values) {
        ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            out.putInt(value);
        }
        return out.array();
    }

    /** Text as the kernel ends it. */
    public static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
