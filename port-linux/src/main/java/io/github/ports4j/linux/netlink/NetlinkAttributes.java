package io.github.ports4j.linux.netlink;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code struct nlattr}, its value, and padding to 4 bytes, as often as they are there, and never past their end: an
 * attribute that is not there in full is a {@link MalformedReplyException}. Not safe for use by several threads.
 *
 * @see "linux/netlink.h, Linux 6.1"
 */
public final class NetlinkAttributes {
    /** What {@link #find} gives for one that is not there. */
    public static final int ABSENT = -1;

    private static final int NLA_LEN = 0;
    private static final int NLA_TYPE = 2;
    private static final int NLA_HDRLEN = NetlinkRequest.NLA_HDRLEN;
    private static final int NLA_ALIGNTO = 4;

    /** Without {@code NLA_F_NESTED} and {@code NLA_F_NET_BYTEORDER}. */
    private static final int NLA_TYPE_MASK = ~0xc000;

    private final ByteBuffer in;
    private final int end;
    private int at;
    private int next;

    /** Before the first attribute of this part of the buffer, which has the byte order of this machine. */
    public NetlinkAttributes(ByteBuffer in, int start, int end) {
        this.in = in;
        this.end = end;
        this.next = start;
    }

    /**
     * Goes to the next attribute.
     *
     * @return false if there is none
     */
    public boolean next() {
        if (next >= end) {
            return false;
        }
        at = next;
        next += align(length(in, at, end));
        return true;
    }

    /** Which attribute it is, a number of its family. */
    public int type() {
        return type(in, at);
    }

    /** Where its value begins, in bytes from the start of the buffer. */
    public int start() {
        return at + NLA_HDRLEN;
    }

    /** Where its value ends. */
    public int end() {
        return at + length(in, at, end);
    }

    /** Its value, field by field. */
    public ByteCursor value() {
        return new ByteCursor(in, start(), end());
    }

    /** Its value as attributes. */
    public NetlinkAttributes nested() {
        return new NetlinkAttributes(in, start(), end());
    }

    /** The value of 8 bits of the attribute of this name. */
    public int u8(String name) {
        return value().require(Byte.BYTES, name).u8();
    }

    /** The value of 16 bits, 0 to 65535. */
    public int u16(String name) {
        return value().require(Short.BYTES, name).u16();
    }

    /** The value of 32 bits, signed. */
    public int s32(String name) {
        return value().require(Integer.BYTES, name).s32();
    }

    /** The value of 32 bits, not negative. */
    public long u32(String name) {
        return value().require(Integer.BYTES, name).u32();
    }

    /** The whole of its value, copied. */
    public byte[] bytes() {
        return value().bytes(end() - start());
    }

    /** The value as text in UTF-8: up to the first NUL, or all of it. What is no UTF-8 becomes U+FFFD. */
    public String text() {
        byte[] bytes = bytes();
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Looks for the first attribute of this type, and allocates nothing.
     *
     * @return where its value begins, or {@link #ABSENT}
     * @throws MalformedReplyException if it, or one before it, is not there in full, or its value is shorter than that
     */
    public static int find(ByteBuffer in, int start, int end, int type, int size, String name) {
        int at = start;
        while (at < end) {
            int length = length(in, at, end);
            if (type(in, at) == type) {
                if (length < NLA_HDRLEN + size) {
                    throw new MalformedReplyException(name, at + (long) NLA_HDRLEN, length - (long) NLA_HDRLEN, size);
                }
                return at + NLA_HDRLEN;
            }
            at += align(length);
        }
        return ABSENT;
    }

    private static int type(ByteBuffer in, int at) {
        return in.getShort(at + NLA_TYPE) & 0xffff & NLA_TYPE_MASK;
    }

    private static int length(ByteBuffer in, int at, int end) {
        int left = end - at;
        int length = left < NLA_HDRLEN ? 0 : in.getShort(at + NLA_LEN) & 0xffff;
        if (length < NLA_HDRLEN || length > left) {
            throw new MalformedReplyException("struct nlattr", at, left, Math.max(length, left + 1L));
        }
        return length;
    }

    private static int align(int length) {
        return (length + NLA_ALIGNTO - 1) & -NLA_ALIGNTO;
    }
}
