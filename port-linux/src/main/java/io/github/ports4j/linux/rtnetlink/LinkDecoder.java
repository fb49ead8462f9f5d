package io.github.ports4j.linux.rtnetlink;

import static io.github.ports4j.InterfaceFlag.ALLMULTI;
import static io.github.ports4j.InterfaceFlag.AUTOMEDIA;
import static io.github.ports4j.InterfaceFlag.BROADCAST;
import static io.github.ports4j.InterfaceFlag.DEBUG;
import static io.github.ports4j.InterfaceFlag.DORMANT;
import static io.github.ports4j.InterfaceFlag.DYNAMIC;
import static io.github.ports4j.InterfaceFlag.ECHO;
import static io.github.ports4j.InterfaceFlag.LOOPBACK;
import static io.github.ports4j.InterfaceFlag.LOWER_UP;
import static io.github.ports4j.InterfaceFlag.MASTER;
import static io.github.ports4j.InterfaceFlag.MULTICAST;
import static io.github.ports4j.InterfaceFlag.NOARP;
import static io.github.ports4j.InterfaceFlag.NOTRAILERS;
import static io.github.ports4j.InterfaceFlag.POINTOPOINT;
import static io.github.ports4j.InterfaceFlag.PORTSEL;
import static io.github.ports4j.InterfaceFlag.PROMISC;
import static io.github.ports4j.InterfaceFlag.RUNNING;
import static io.github.ports4j.InterfaceFlag.SLAVE;
import static io.github.ports4j.InterfaceFlag.UP;

import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.MacAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import io.github.ports4j.posix.ByteCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes {@code RTM_NEWLINK}: {@code struct ifinfomsg} and the attributes {@code IFLA_…} that follow it.
 *
 * @see "linux/rtnetlink.h, linux/if_link.h, linux/if.h, Linux 6.1"
 */
final class LinkDecoder {
    /** {@code sizeof(struct ifinfomsg)}. */
    static final int SIZE = 16;

    private static final int IFI_TYPE = 2;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_STATS64 = 23;
    private static final int IFLA_CARRIER = 33;
    private static final int IFLA_PROP_LIST = 52;
    private static final int IFLA_ALT_IFNAME = 53;
    private static final int IFLA_INFO_KIND = 1;
    private static final int MAX_ADDR_LEN = 32;

    /** {@code IFF_…}, from bit 0 up. */
    private static final List<InterfaceFlag> FLAGS = List.of(
            UP,
            BROADCAST,
            DEBUG,
            LOOPBACK,
            POINTOPOINT,
            NOTRAILERS,
            RUNNING,
            NOARP,
            PROMISC,
            ALLMULTI,
            MASTER,
            SLAVE,
            MULTICAST,
            PORTSEL,
            AUTOMEDIA,
            DYNAMIC,
            LOWER_UP,
            DORMANT,
            ECHO);

    private final int type;
    private final int index;
    private final Set<InterfaceFlag> flags;
    private Optional<String> name = Optional.empty();
    private final List<String> alternativeNames = new ArrayList<>();
    private Optional<MacAddress> mac = Optional.empty();
    private long mtu;
    private Optional<Boolean> carrier = Optional.empty();
    private Optional<String> infoKind = Optional.empty();
    private Optional<LinkStats> stats = Optional.empty();

    private LinkDecoder(ByteCursor ifinfomsg) {
        ifinfomsg.require(SIZE, "struct ifinfomsg").skip(IFI_TYPE);
        type = ifinfomsg.u16();
        index = ifinfomsg.s32();
        flags = Bits.names(InterfaceFlag.class, FLAGS, ifinfomsg.s32());
    }

    /**
     * The interface.
     *
     * @param in holds the payload of one message from {@code start} to {@code end}
     * @throws MalformedReplyException if something is not there in full, or there is no name or number
     */
    static Link decode(ByteBuffer in, int start, int end) {
        LinkDecoder link = new LinkDecoder(new ByteCursor(in, start, end));
        link.read(new NetlinkAttributes(in, start + SIZE, end));
        if (link.index <= 0) {
            throw new MalformedReplyException("ifi_index " + link.index, start, SIZE, SIZE);
        }
        String name = link.name.orElseThrow(() -> new MalformedReplyException("IFLA_IFNAME", end, 0, 1));
        return new Link(
                link.index,
                link.type,
                link.flags,
                name,
                link.alternativeNames,
                link.mac,
                link.mtu,
                link.flags.contains(UP) ? link.carrier : Optional.empty(),
                link.infoKind,
                link.stats);
    }

    private void read(NetlinkAttributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFLA_ADDRESS -> mac = mac(attributes);
                case IFLA_IFNAME -> name = Optional.of(attributes.text());
                case IFLA_MTU -> mtu = attributes.u32("IFLA_MTU");
                case IFLA_LINKINFO -> infoKind = infoKind(attributes.nested());
                case IFLA_STATS64 -> stats = Optional.of(LinkStats.of(attributes.value()));
                case IFLA_CARRIER -> carrier = Optional.of(attributes.u8("IFLA_CARRIER") != 0);
                case IFLA_PROP_LIST -> readNames(attributes.nested());
                default -> {}
            }
        }
    }

    private Optional<MacAddress> mac(NetlinkAttributes attribute) {
        byte[] bytes = attribute.bytes();
        if (bytes.length > MAX_ADDR_LEN) {
            throw new MalformedReplyException("IFLA_ADDRESS", attribute.start(), MAX_ADDR_LEN, bytes.length);
        }
        boolean zero = true;
        for (byte b : bytes) {
            zero &= b == 0;
        }
        return HardwareType.hasMac(type) && !zero ? Optional.of(MacAddress.of(bytes)) : Optional.empty();
    }

    private static Optional<String> infoKind(NetlinkAttributes linkInfo) {
        while (linkInfo.next()) {
            if (linkInfo.type() == IFLA_INFO_KIND) {
                return Optional.of(linkInfo.text());
            }
        }
        return Optional.empty();
    }

    private void readNames(NetlinkAttributes properties) {
        while (properties.next()) {
            if (properties.type() == IFLA_ALT_IFNAME) {
                alternativeNames.add(properties.text());
            }
        }
    }
}
