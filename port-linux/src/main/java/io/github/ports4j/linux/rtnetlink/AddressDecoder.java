package io.github.ports4j.linux.rtnetlink;

import static io.github.ports4j.InterfaceAddress.Flag.AUTOJOIN;
import static io.github.ports4j.InterfaceAddress.Flag.DADFAILED;
import static io.github.ports4j.InterfaceAddress.Flag.DEPRECATED;
import static io.github.ports4j.InterfaceAddress.Flag.HOME;
import static io.github.ports4j.InterfaceAddress.Flag.MNGTMPADDR;
import static io.github.ports4j.InterfaceAddress.Flag.NODAD;
import static io.github.ports4j.InterfaceAddress.Flag.NOPREFIXROUTE;
import static io.github.ports4j.InterfaceAddress.Flag.OPTIMISTIC;
import static io.github.ports4j.InterfaceAddress.Flag.PERMANENT;
import static io.github.ports4j.InterfaceAddress.Flag.SECONDARY;
import static io.github.ports4j.InterfaceAddress.Flag.STABLE_PRIVACY;
import static io.github.ports4j.InterfaceAddress.Flag.TEMPORARY;
import static io.github.ports4j.InterfaceAddress.Flag.TENTATIVE;

import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.linux.netlink.NetlinkAttributes;
import io.github.ports4j.posix.ByteCursor;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes {@code RTM_NEWADDR}: {@code struct ifaddrmsg} and the attributes {@code IFA_…} that follow it.
 *
 * @see "linux/if_addr.h, linux/rtnetlink.h, Linux 6.1"
 */
final class AddressDecoder {
    /** {@code sizeof(struct ifaddrmsg)}. */
    static final int SIZE = 8;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_FLAGS = 8;

    private static final int RT_SCOPE_UNIVERSE = 0;
    private static final int RT_SCOPE_SITE = 200;
    private static final int RT_SCOPE_LINK = 253;
    private static final int RT_SCOPE_HOST = 254;

    /** Bit 0 of {@code IFA_F_…}, which has another name for each family. */
    private static final int IFA_F_SECONDARY = 1;

    /** {@code IFA_F_…} from bit 1 up. */
    private static final List<InterfaceAddress.Flag> FLAGS = List.of(
            NODAD,
            OPTIMISTIC,
            DADFAILED,
            HOME,
            DEPRECATED,
            TENTATIVE,
            PERMANENT,
            MNGTMPADDR,
            NOPREFIXROUTE,
            AUTOJOIN,
            STABLE_PRIVACY);

    private final int family;
    private final int prefixLength;
    private int flags;
    private final int scope;
    private final int index;
    private Optional<InetAddress> address = Optional.empty();
    private Optional<InetAddress> local = Optional.empty();
    private Optional<Inet4Address> broadcast = Optional.empty();

    private AddressDecoder(ByteCursor ifaddrmsg) {
        ifaddrmsg.require(SIZE, "struct ifaddrmsg");
        family = ifaddrmsg.u8();
        prefixLength = ifaddrmsg.u8();
        flags = ifaddrmsg.u8();
        scope = ifaddrmsg.u8();
        index = ifaddrmsg.s32();
    }

    /**
     * The address; empty if it is of a family other than IPv4 and IPv6.
     *
     * @param in holds the payload of one message from {@code start} to {@code end}
     * @throws MalformedReplyException if something is not there in full, or there is no address, or its prefix is too long
     */
    static Optional<LinkAddress> decode(ByteBuffer in, int start, int end) {
        AddressDecoder decoder = new AddressDecoder(new ByteCursor(in, start, end));
        if (decoder.family != InetBytes.AF_INET && decoder.family != InetBytes.AF_INET6) {
            return Optional.empty();
        }
        decoder.read(new NetlinkAttributes(in, start + SIZE, end));
        return Optional.of(decoder.linkAddress(start, end));
    }

    private void read(NetlinkAttributes attributes) {
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_ADDRESS -> address = Optional.of(InetBytes.of(attributes, family, index, "IFA_ADDRESS"));
                case IFA_LOCAL -> local = Optional.of(InetBytes.of(attributes, family, index, "IFA_LOCAL"));
                case IFA_BROADCAST -> broadcast = broadcast(attributes);
                case IFA_FLAGS -> flags = attributes.s32("IFA_FLAGS"); // ifa_flags has room for the lowest 8 alone
                default -> {}
            }
        }
    }

    private Optional<Inet4Address> broadcast(NetlinkAttributes attribute) {
        InetAddress value = InetBytes.of(attribute, family, index, "IFA_BROADCAST");
        return value instanceof Inet4Address four ? Optional.of(four) : Optional.empty();
    }

    /** Where both are told, {@code IFA_LOCAL} is the own address and {@code IFA_ADDRESS} that of the other end. */
    private LinkAddress linkAddress(int start, int end) {
        InetAddress own = local.or(() -> address)
                .orElseThrow(() -> new MalformedReplyException("IFA_LOCAL or IFA_ADDRESS", end, 0, 1));
        int bits = Byte.SIZE * own.getAddress().length;
        if (prefixLength > bits) {
            throw new MalformedReplyException("ifa_prefixlen " + prefixLength, start, bits, prefixLength);
        }
        return new LinkAddress(
                index, own, prefixLength, address.filter(other -> !other.equals(own)), broadcast, scope(), flags());
    }

    private Set<InterfaceAddress.Flag> flags() {
        Set<InterfaceAddress.Flag> set = Bits.names(InterfaceAddress.Flag.class, FLAGS, flags >>> 1);
        if ((flags & IFA_F_SECONDARY) != 0) {
            set.add(family == InetBytes.AF_INET ? SECONDARY : TEMPORARY);
        }
        return set;
    }

    private InterfaceAddress.Scope scope() {
        return switch (scope) {
            case RT_SCOPE_UNIVERSE -> InterfaceAddress.Scope.GLOBAL;
            case RT_SCOPE_SITE -> InterfaceAddress.Scope.SITE;
            case RT_SCOPE_LINK -> InterfaceAddress.Scope.LINK;
            case RT_SCOPE_HOST -> InterfaceAddress.Scope.HOST;
            default -> InterfaceAddress.Scope.OTHER;
        };
    }
}
