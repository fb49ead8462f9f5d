package io.github.ports4j.macos.network;

import io.github.ports4j.MacAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decodes what the sysctl NET_RT_IFLIST2 answers: messages that begin with their length, of which RTM_IFINFO2, {@code struct if_msghdr2}
 * and the {@code struct sockaddr_dl} behind it, tells of an interface. The others are passed over.
 *
 * @see "net/if.h, net/if_var.h, net/if_dl.h, net/route.h, macOS 10.15 to 15.6"
 */
public final class LinkDecoder {
    // struct if_msghdr2
    static final int SIZE = 160;
    static final int IFM_MSGLEN = 0;
    static final int IFM_VERSION = 2;
    static final int IFM_TYPE = 3;
    static final int IFM_ADDRS = 4;
    static final int IFM_FLAGS = 8;
    static final int IFM_INDEX = 12;
    static final int IFM_SND_DROPS = 24;

    // struct if_data64, which is at 32 of it
    static final int IFI_TYPE = 32;
    static final int IFI_MTU = 40;
    static final int IFI_BAUDRATE = 48;
    static final int IFI_IPACKETS = 56;
    static final int IFI_IERRORS = 64;
    static final int IFI_OPACKETS = 72;
    static final int IFI_OERRORS = 80;
    static final int IFI_COLLISIONS = 88;
    static final int IFI_IBYTES = 96;
    static final int IFI_OBYTES = 104;
    static final int IFI_IMCASTS = 112;
    static final int IFI_OMCASTS = 120;
    static final int IFI_IQDROPS = 128;
    static final int IFI_NOPROTO = 136;

    // struct sockaddr_dl; its data are the name and then the hardware address, and may be more than the 12 bytes of its
    // declaration
    static final int SDL_NLEN = 5;
    static final int SDL_ALEN = 6;
    static final int SDL_DATA = 8;

    static final int RTM_VERSION = 5;
    static final int RTM_IFINFO2 = 0x12;

    /** The bit of {@code ifm_addrs} for the {@code sockaddr_dl}; it stands behind those of the lower bits. */
    static final int RTA_IFP = 0x10;

    private static final int MESSAGE_HEADER = IFM_TYPE + 1;
    private static final int MAC_SIZE = 6;

    private LinkDecoder() {}

    /**
     * The interfaces, in the order of the kernel.
     *
     * @param length what the sysctl stored, in bytes
     * @throws MalformedReplyException if something is not there in full, or there is no name or number
     */
    public static List<Link> decode(ByteBuffer in, int length) {
        List<Link> links = new ArrayList<>();
        ByteCursor messages = new ByteCursor(in, 0, length);
        while (messages.remaining() > 0) {
            int at = messages.require(MESSAGE_HEADER, "struct rt_msghdr").position();
            int size = in.getShort(at + IFM_MSGLEN) & 0xffff;
            if (size < MESSAGE_HEADER) {
                throw new MalformedReplyException("ifm_msglen " + size, at, size, MESSAGE_HEADER);
            }
            messages.require(size, "message of a routing socket").skip(size);
            if ((in.get(at + IFM_TYPE) & 0xff) == RTM_IFINFO2) {
                links.add(link(in, at, at + size));
            }
        }
        return links;
    }

    private static Link link(ByteBuffer in, int at, int end) {
        new ByteCursor(in, at, end).require(SIZE + SDL_DATA, "struct if_msghdr2 and struct sockaddr_dl");
        int version = in.get(at + IFM_VERSION) & 0xff;
        if (version != RTM_VERSION) {
            throw new MalformedReplyException("ifm_version " + version, at + IFM_VERSION, 0, 1);
        }
        int addresses = in.getInt(at + IFM_ADDRS);
        if ((addresses & (RTA_IFP | RTA_IFP - 1)) != RTA_IFP) {
            throw new MalformedReplyException("ifm_addrs " + addresses, at + IFM_ADDRS, 0, 1);
        }
        int sdl = at + SIZE;
        int index = in.getShort(at + IFM_INDEX) & 0xffff;
        int nameSize = in.get(sdl + SDL_NLEN) & 0xff;
        if (index == 0 || nameSize == 0 || (in.get(sdl + Sockaddr.SA_FAMILY) & 0xff) != Sockaddr.AF_LINK) {
            throw new MalformedReplyException("struct sockaddr_dl with a name of interface " + index, sdl, 0, 1);
        }
        int macSize = in.get(sdl + SDL_ALEN) & 0xff;
        int told = in.get(sdl + Sockaddr.SA_LEN) & 0xff;
        new ByteCursor(in, sdl, end).require(told, "struct sockaddr_dl");
        new ByteCursor(in, sdl, sdl + told).require(SDL_DATA + nameSize + macSize, "sdl_data");
        long speed = in.getLong(at + IFI_BAUDRATE);
        return new Link(
                index,
                CString.utf8(in, sdl + SDL_DATA, CString.length(in, sdl + SDL_DATA, nameSize)),
                in.get(at + IFI_TYPE) & 0xff,
                InterfaceFlags.of(in.getInt(at + IFM_FLAGS)),
                Integer.toUnsignedLong(in.getInt(at + IFI_MTU)),
                speed > 0 ? OptionalLong.of(speed) : OptionalLong.empty(),
                mac(in, sdl + SDL_DATA + nameSize, macSize),
                stats(in, at));
    }

    private static Optional<MacAddress> mac(ByteBuffer in, int at, int size) {
        byte[] bytes = new byte[size];
        in.get(at, bytes);
        boolean zero = true;
        for (byte b : bytes) {
            zero &= b == 0;
        }
        return size == MAC_SIZE && !zero ? Optional.of(MacAddress.of(bytes)) : Optional.empty();
    }

    private static LinkStats stats(ByteBuffer in, int at) {
        return new LinkStats(
                in.getLong(at + IFI_IPACKETS),
                in.getLong(at + IFI_IERRORS),
                in.getLong(at + IFI_OPACKETS),
                in.getLong(at + IFI_OERRORS),
                in.getLong(at + IFI_COLLISIONS),
                in.getLong(at + IFI_IBYTES),
                in.getLong(at + IFI_OBYTES),
                in.getLong(at + IFI_IMCASTS),
                in.getLong(at + IFI_OMCASTS),
                in.getLong(at + IFI_IQDROPS),
                in.getLong(at + IFI_NOPROTO),
                Integer.toUnsignedLong(in.getInt(at + IFM_SND_DROPS)));
    }
}
