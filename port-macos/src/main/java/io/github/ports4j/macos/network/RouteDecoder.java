package io.github.ports4j.macos.network;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.posix.ByteCursor;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes what the sysctl NET_RT_DUMP answers: messages that begin with their length, each a {@code struct rt_msghdr} and the sockaddrs of
 * the bits in {@code rtm_addrs}, the lowest first, each padded to whole words of 4 bytes. Takes the routes to everywhere. Those of
 * RTF_IFSCOPE are left out: only sockets that are bound to their interface use them.
 *
 * @see "net/route.h, macOS 10.15 to 14; route(4)"
 */
public final class RouteDecoder {
    /** {@code sizeof(struct rt_msghdr)}. */
    static final int SIZE = 92;

    static final int RTM_MSGLEN = 0;
    static final int RTM_VERSION = 2;
    static final int RTM_TYPE = 3;
    static final int RTM_INDEX = 4;
    static final int RTM_FLAGS = 8;
    static final int RTM_ADDRS = 12;

    static final int RTM_GET = 4;
    private static final int VERSION = 5;

    static final int RTF_UP = 0x1;
    static final int RTF_GATEWAY = 0x2;
    static final int RTF_HOST = 0x4;
    static final int RTF_REJECT = 0x8;
    static final int RTF_BLACKHOLE = 0x1000;
    static final int RTF_IFSCOPE = 0x100_0000;

    static final int RTA_DST = 0x1;
    static final int RTA_GATEWAY = 0x2;
    static final int RTA_NETMASK = 0x4;

    private static final int WORD = 4;
    private static final int MESSAGE_HEADER = RTM_TYPE + 1;

    private RouteDecoder() {}

    /**
     * The default routes, in the order of the kernel.
     *
     * @param length what the sysctl stored, in bytes
     * @throws MalformedReplyException if something is not there in full, or of another version
     */
    public static List<Route> decode(ByteBuffer in, int length) {
        List<Route> routes = new ArrayList<>();
        ByteCursor messages = new ByteCursor(in, 0, length);
        while (messages.remaining() > 0) {
            int at = messages.require(MESSAGE_HEADER, "struct rt_msghdr").position();
            int size = in.getShort(at + RTM_MSGLEN) & 0xffff;
            if (size < MESSAGE_HEADER) {
                throw new MalformedReplyException("rtm_msglen " + size, at, size, MESSAGE_HEADER);
            }
            messages.require(size, "message of a routing socket").skip(size);
            if ((in.get(at + RTM_TYPE) & 0xff) == RTM_GET) {
                route(in, at, at + size).ifPresent(routes::add);
            }
        }
        return routes;
    }

    private static Optional<Route> route(ByteBuffer in, int at, int end) {
        new ByteCursor(in, at, end).require(SIZE, "struct rt_msghdr");
        int version = in.get(at + RTM_VERSION) & 0xff;
        if (version != VERSION) {
            throw new MalformedReplyException("rtm_version " + version, at + RTM_VERSION, 0, 1);
        }
        int flags = in.getInt(at + RTM_FLAGS);
        int addresses = in.getInt(at + RTM_ADDRS);
        boolean used = (flags & RTF_UP) != 0
                && (flags & (RTF_HOST | RTF_REJECT | RTF_BLACKHOLE | RTF_IFSCOPE)) == 0
                && (addresses & RTA_DST) != 0
                && (addresses & RTA_GATEWAY) != 0;
        int index = in.getShort(at + RTM_INDEX) & 0xffff;
        if (!used || index == 0) {
            return Optional.empty();
        }
        ByteCursor rest = new ByteCursor(in, at + SIZE, end);
        Sockaddr destination = next(in, rest);
        Sockaddr gateway = next(in, rest);
        // none told is that of a host, unless the destination is the empty one of everywhere
        boolean everywhere = (addresses & RTA_NETMASK) == 0 || next(in, rest).prefixLength(destination.family()) == 0;
        Optional<InetAddress> to = destination.address(0);
        if (!everywhere || to.isEmpty() || !to.get().isAnyLocalAddress()) {
            return Optional.empty();
        }
        boolean four = destination.family() == Sockaddr.AF_INET;
        return Optional.of(new Route(
                four ? AddressFamily.IPV4 : AddressFamily.IPV6,
                index,
                (flags & RTF_GATEWAY) == 0 ? Optional.empty() : gateway.address(index)));
    }

    /** The next sockaddr, which takes whole words, but for the last one, whose padding may be missing; one of length 0 takes a word. */
    private static Sockaddr next(ByteBuffer in, ByteCursor rest) {
        int at = rest.require(1, "sa_len").position();
        int length = in.get(at + Sockaddr.SA_LEN) & 0xff;
        rest.require(length, "sockaddr of a route");
        int padded = Math.max(WORD, (length + WORD - 1) / WORD * WORD);
        rest.skip(Math.min(padded, rest.remaining()));
        return Sockaddr.at(in, at, length);
    }
}
