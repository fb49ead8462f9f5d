package io.github.ports4j.macos.network;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.macos.text.CString;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes the chain of {@code struct ifaddrs} that getifaddrs(3) makes: for each interface one of family AF_LINK, and one for each
 * of its addresses.
 *
 * @see "ifaddrs.h, net/if_dl.h, macOS 10.15 to 15.6"
 */
public final class IfaddrsDecoder {
    /** {@code sizeof(struct ifaddrs)}. */
    static final int SIZE = 56;

    static final int IFA_NEXT = 0;
    static final int IFA_NAME = 8;
    static final int IFA_FLAGS = 16;
    static final int IFA_ADDR = 24;
    static final int IFA_NETMASK = 32;

    /** The broadcast address too. */
    static final int IFA_DSTADDR = 40;

    /** With its NUL. */
    static final int IF_NAMESIZE = 16;

    /** More than any host has: a chain that leads back into itself has an end too. */
    private static final int LONGEST = 1 << 16;

    private final AddressSpace memory;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<LinkAddress> addresses = new ArrayList<>();

    private IfaddrsDecoder(AddressSpace memory) {
        this.memory = memory;
    }

    /**
     * The addresses of IPv4 and IPv6, in the order of the chain.
     *
     * @param first the address that getifaddrs stored; 0 for an empty chain
     * @throws MalformedReplyException if an address is not there in full, a netmask has holes, or the chain does not end
     */
    public static List<LinkAddress> decode(AddressSpace memory, long first) {
        IfaddrsDecoder decoder = new IfaddrsDecoder(memory);
        int count = 0;
        for (long at = first; at != 0; ) {
            if (++count > LONGEST) {
                throw new MalformedReplyException("chain of struct ifaddrs", 0, LONGEST, count);
            }
            at = decoder.entry(at);
        }
        return List.copyOf(decoder.addresses);
    }

    /** Takes what is needed of an entry; returns the address of the next one. */
    private long entry(long at) {
        ByteBuffer entry = memory.read(at, SIZE);
        long next = entry.getLong(IFA_NEXT);
        long name = entry.getLong(IFA_NAME);
        int flags = entry.getInt(IFA_FLAGS);
        long address = entry.getLong(IFA_ADDR);
        long netmask = entry.getLong(IFA_NETMASK);
        long other = entry.getLong(IFA_DSTADDR);
        Optional<Sockaddr> sockaddr = Sockaddr.read(memory, address);
        if (sockaddr.isPresent()) {
            take(name(name), flags, sockaddr.get(), Sockaddr.read(memory, netmask), Sockaddr.read(memory, other));
        }
        return next;
    }

    private void take(String name, int flags, Sockaddr sockaddr, Optional<Sockaddr> netmask, Optional<Sockaddr> other) {
        if (sockaddr.family() == Sockaddr.AF_LINK) {
            indexes.put(name, sockaddr.linkIndex());
            return;
        }
        int index = indexes.getOrDefault(name, 0);
        Optional<InetAddress> address = sockaddr.address(index);
        if (address.isEmpty()) {
            return;
        }
        // none told is none but the address itself
        int family = sockaddr.family();
        int prefixLength = netmask.map(mask -> mask.prefixLength(family))
                .orElseGet(() -> Byte.SIZE * Sockaddr.addressSize(family));
        Optional<InetAddress> end = other.filter(it -> it.family() == family)
                .flatMap(it -> it.address(index))
                .filter(it -> !it.isAnyLocalAddress() && !it.equals(address.get()));
        addresses.add(new LinkAddress(
                name,
                index,
                address.get(),
                prefixLength,
                end.filter(it -> (flags & InterfaceFlags.IFF_BROADCAST) != 0)
                        .filter(Inet4Address.class::isInstance)
                        .map(Inet4Address.class::cast),
                end.filter(it -> (flags & InterfaceFlags.IFF_POINTOPOINT) != 0)));
    }

    /** Byte by byte, for nobody knows what is behind its NUL. */
    private String name(long address) {
        ByteBuffer name = ByteBuffer.allocate(IF_NAMESIZE);
        while (name.hasRemaining()) {
            byte next =
                    address == 0 ? 0 : memory.read(address + name.position(), 1).get(0);
            if (next == 0) {
                return CString.utf8(name, 0, name.position());
            }
            name.put(next);
        }
        throw new MalformedReplyException("NUL of ifa_name", IF_NAMESIZE, 0, 1);
    }
}
