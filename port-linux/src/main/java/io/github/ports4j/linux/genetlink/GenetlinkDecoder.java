package io.github.ports4j.linux.genetlink;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.Wifi;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import io.github.ports4j.posix.ByteCursor;
import io.github.ports4j.spi.WifiBuilder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decodes messages of generic netlink: {@code struct genlmsghdr} and the attributes of the family. Each method takes the payload of
 * one message from {@code start} to {@code end}, and puts into the map what it tells, if it tells it; what is not there in full is a
 * {@link MalformedReplyException}.
 *
 * @see "linux/genetlink.h, linux/ethtool_netlink.h, linux/nl80211.h, Linux 6.1"
 */
final class GenetlinkDecoder {
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    private static final int ETHTOOL_A_LINKMODES_HEADER = 1;
    private static final int ETHTOOL_A_LINKMODES_SPEED = 5;
    private static final int ETHTOOL_A_HEADER_DEV_INDEX = 1;
    private static final long SPEED_UNKNOWN = 0xffff_ffffL;
    private static final long MEGA = 1_000_000;

    private static final int NL80211_ATTR_IFINDEX = 3;
    private static final int NL80211_ATTR_IFTYPE = 5;
    private static final int NL80211_ATTR_WIPHY_FREQ = 38;
    private static final int NL80211_ATTR_SSID = 52;

    /** {@code NL80211_IFTYPE_…}, from 0 up. */
    private static final List<String> MODES = List.of(
            "unspecified",
            "IBSS",
            "station",
            "AP",
            "AP/VLAN",
            "WDS",
            "monitor",
            "mesh point",
            "P2P-client",
            "P2P-GO",
            "P2P-device",
            "outside context of a BSS",
            "NAN");

    private GenetlinkDecoder() {}

    /** The number of a family by its name. */
    static void family(ByteBuffer in, int start, int end, Map<String, Integer> families) {
        NetlinkAttributes attributes = attributes(in, start, end);
        int id = 0;
        String name = "";
        while (attributes.next()) {
            switch (attributes.type()) {
                case CTRL_ATTR_FAMILY_ID -> id = attributes.u16("CTRL_ATTR_FAMILY_ID");
                case CTRL_ATTR_FAMILY_NAME -> name = attributes.text();
                default -> {}
            }
        }
        families.put(name, id);
    }

    /** The speed in bits per second by the number of an interface, positive; empty where it is not known. */
    static void speed(ByteBuffer in, int start, int end, Map<Integer, OptionalLong> speeds) {
        NetlinkAttributes attributes = attributes(in, start, end);
        int index = 0;
        long speed = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case ETHTOOL_A_LINKMODES_HEADER -> index = index(attributes.nested());
                case ETHTOOL_A_LINKMODES_SPEED -> speed = attributes.u32("ETHTOOL_A_LINKMODES_SPEED");
                default -> {}
            }
        }
        boolean known = speed != 0 && speed != SPEED_UNKNOWN;
        speeds.put(index, known ? OptionalLong.of(speed * MEGA) : OptionalLong.empty());
    }

    private static int index(NetlinkAttributes header) {
        int index = 0;
        while (header.next()) {
            if (header.type() == ETHTOOL_A_HEADER_DEV_INDEX) {
                index = header.s32("ETHTOOL_A_HEADER_DEV_INDEX");
            }
        }
        return index;
    }

    /** The radio link by the number of an interface; a device without an interface, as for P2P, is left out. */
    static void wifi(ByteBuffer in, int start, int end, Map<Integer, Wifi> links) {
        NetlinkAttributes attributes = attributes(in, start, end);
        int index = 0;
        int type = 0;
        Optional<String> network = Optional.empty();
        int frequency = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case NL80211_ATTR_IFINDEX -> index = attributes.s32("NL80211_ATTR_IFINDEX");
                case NL80211_ATTR_IFTYPE -> type = attributes.s32("NL80211_ATTR_IFTYPE");
                case NL80211_ATTR_SSID -> network = network(attributes.bytes());
                case NL80211_ATTR_WIPHY_FREQ -> frequency = attributes.s32("NL80211_ATTR_WIPHY_FREQ");
                default -> {}
            }
        }
        if (index != 0) {
            String mode = type >= 0 && type < MODES.size() ? MODES.get(type) : "type " + Integer.toUnsignedString(type);
            WifiBuilder link = new WifiBuilder(mode);
            network.ifPresent(link::network);
            if (frequency > 0) {
                link.frequency(frequency);
            }
            links.put(index, link.build());
        }
    }

    /** An SSID may be any bytes; empty if they are none, or not UTF-8. */
    private static Optional<String> network(byte[] ssid) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(ssid));
            return Optional.of(text.toString()).filter(name -> !name.isEmpty());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static NetlinkAttributes attributes(ByteBuffer in, int start, int end) {
        new ByteCursor(in, start, end).require(GenetlinkRequest.GENL_HDRLEN, "struct genlmsghdr");
        return new NetlinkAttributes(in, start + GenetlinkRequest.GENL_HDRLEN, end);
    }
}
