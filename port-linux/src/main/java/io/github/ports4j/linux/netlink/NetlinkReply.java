package io.github.ports4j.linux.netlink;

import io.github.ports4j.MalformedReplyException;
import java.nio.ByteBuffer;

/**
 * Takes a datagram of netlink messages apart: {@code struct nlmsghdr}, its payload, and padding to 4 bytes, as often as they are
 * there.
 *
 * @see "linux/netlink.h, Linux 6.1"
 */
public final class NetlinkReply {
    /** {@code NLMSG_ERROR}: its payload begins with the error, negative, or 0 for an acknowledgement. */
    public static final int NLMSG_ERROR = 2;

    /** {@code NLMSG_DONE}: the end of a dump; its payload begins with 0 or an error, negative. */
    public static final int NLMSG_DONE = 3;

    /** {@code sizeof(struct nlmsghdr)}. */
    public static final int NLMSG_HDRLEN = 16;

    private static final int NLMSG_LEN = 0;
    private static final int NLMSG_TYPE = 4;
    private static final int NLMSG_FLAGS = 6;
    private static final int NLMSG_SEQ = 8;
    private static final int NLMSG_ALIGNTO = 4;

    private static final int NLMSG_NOOP = 1;
    private static final int NLMSG_OVERRUN = 4;
    private static final int NLM_F_DUMP_INTR = 0x10;

    private NetlinkReply() {}

    /** What is done with the messages of a datagram. */
    public interface Handler {
        /** A message of a type that netlink leaves to its families: its payload is from {@code start} to {@code end}. */
        void message(int type, ByteBuffer datagram, int start, int end);
    }

    /** How a datagram left the dump. */
    public static final class Outcome {
        /** Whether its end was seen, or no more of it is wanted. */
        public boolean done;

        /** The {@code errno} with which it ended; 0 for none. */
        public int errno;

        /** Whether the table changed in a way that the kernel could not follow, so that the dump is to be repeated. */
        public boolean interrupted;

        /** The size of a datagram that was longer than the buffer, in bytes, with which the rest of the dump was given up; 0 for none. */
        public int needed;
    }

    /**
     * Hands on each message until the last.
     *
     * @param datagram from 0 to its limit
     * @param sequence the number of the request; messages that answer another are passed over
     * @throws MalformedReplyException if a message is not there in full
     */
    public static void decode(ByteBuffer datagram, int sequence, Handler handler, Outcome outcome) {
        int end = datagram.limit();
        int at = 0;
        while (at < end && !outcome.done) {
            int left = end - at;
            if (left < NLMSG_HDRLEN) {
                throw new MalformedReplyException("struct nlmsghdr", at, left, NLMSG_HDRLEN);
            }
            int length = datagram.getInt(at + NLMSG_LEN);
            if (length < NLMSG_HDRLEN || length > left) {
                throw new MalformedReplyException("nlmsg_len", at, left, Integer.toUnsignedLong(length));
            }
            if (datagram.getInt(at + NLMSG_SEQ) == sequence) {
                outcome.interrupted |= (datagram.getShort(at + NLMSG_FLAGS) & NLM_F_DUMP_INTR) != 0;
                message(datagram, at, at + length, handler, outcome);
            }
            at += (length + NLMSG_ALIGNTO - 1) & -NLMSG_ALIGNTO;
        }
    }

    private static void message(ByteBuffer datagram, int at, int end, Handler handler, Outcome outcome) {
        int type = datagram.getShort(at + NLMSG_TYPE) & 0xffff;
        switch (type) {
            case NLMSG_NOOP -> {}
            case NLMSG_OVERRUN -> outcome.interrupted = true;
            case NLMSG_ERROR, NLMSG_DONE -> end(datagram, at + NLMSG_HDRLEN, end, outcome);
            default -> handler.message(type, datagram, at + NLMSG_HDRLEN, end);
        }
    }

    private static void end(ByteBuffer datagram, int start, int end, Outcome outcome) {
        if (end - start < Integer.BYTES) {
            throw new MalformedReplyException("error of struct nlmsgerr", start, end - (long) start, Integer.BYTES);
        }
        outcome.done = true;
        outcome.errno = -datagram.getInt(start);
        if (outcome.errno < 0) {
            throw new MalformedReplyException(
                    "error of struct nlmsgerr, positive", start, Integer.BYTES, Integer.BYTES);
        }
    }
}
