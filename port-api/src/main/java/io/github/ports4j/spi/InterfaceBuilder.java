package io.github.ports4j.spi;

import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.InterfaceFlag;
import io.github.ports4j.InterfaceKind;
import io.github.ports4j.MacAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.Wifi;
import io.github.ports4j.internal.AddressRow;
import io.github.ports4j.internal.CountersRow;
import io.github.ports4j.internal.InterfaceRow;
import io.github.ports4j.internal.ValueFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes a {@link NetworkInterfaceInfo}. {@link #mtu}, {@link #received} and {@link #sent} must be told, what else is not told stays
 * unknown. {@link #address} begins an address, which the methods after it describe. Not safe for use by several threads.
 */
public final class InterfaceBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();

    private final InterfaceRow row;
    private final CountersRow counters = new CountersRow();
    private final List<AddressRow> addresses = new ArrayList<>();
    private boolean receivedTold;
    private boolean sentTold;

    /**
     * Begins an interface.
     *
     * @param index its number, positive
     */
    public InterfaceBuilder(String name, int index) {
        if (index <= 0) {
            throw new IllegalArgumentException("not the number of an interface: " + index);
        }
        row = new InterfaceRow(name, index);
    }

    /** A further name. */
    public InterfaceBuilder alternativeName(String name) {
        row.alternativeNames.add(name);
        return this;
    }

    /** What it is; {@link InterfaceKind#OTHER} if this is not called. */
    public InterfaceBuilder kind(InterfaceKind kind) {
        row.kind = kind;
        return this;
    }

    /** The system's own word for its kind. */
    public InterfaceBuilder driverKind(String word) {
        row.driverKind = word;
        return this;
    }

    /** Its hardware address. */
    public InterfaceBuilder mac(MacAddress address) {
        row.mac = address;
        return this;
    }

    /** Its largest packet, in bytes. */
    public InterfaceBuilder mtu(long bytes) {
        row.mtu = bytes;
        return this;
    }

    /** Its flags, all of them. */
    public InterfaceBuilder flags(Set<InterfaceFlag> flags) {
        row.flags.clear();
        row.flags.addAll(flags);
        return this;
    }

    /** Whether there is a carrier. */
    public InterfaceBuilder carrier(boolean value) {
        row.carrier = value;
        return this;
    }

    /**
     * Its speed.
     *
     * @param bitsPerSecond positive
     */
    public InterfaceBuilder speed(long bitsPerSecond) {
        if (bitsPerSecond <= 0) {
            throw new IllegalArgumentException("not a speed: " + bitsPerSecond);
        }
        row.speed = bitsPerSecond;
        return this;
    }

    /**
     * Why its speed could not be read, though there is somebody who should know it.
     *
     * @param reason one sentence
     */
    public InterfaceBuilder speedFailure(String reason) {
        if (reason.isEmpty()) {
            throw new IllegalArgumentException("a failure without its reason");
        }
        row.speedFailure = reason;
        return this;
    }

    /** Its radio link. */
    public InterfaceBuilder wifi(Wifi link) {
        row.wifi = link;
        return this;
    }

    /** What it received. */
    public InterfaceBuilder received(long bytes, long packets, long errors) {
        receivedTold = true;
        counters.rxBytes = bytes;
        counters.rxPackets = packets;
        counters.rxErrors = errors;
        return this;
    }

    /** What the system threw away of it, what the hardware had no room for, and how much of it was sent to a group, in packets. */
    public InterfaceBuilder receivedToo(long dropped, long missed, long multicast) {
        counters.rxDropped = OptionalLong.of(dropped);
        counters.rxMissed = OptionalLong.of(missed);
        counters.rxMulticast = OptionalLong.of(multicast);
        return this;
    }

    /** What the system threw away of it and how much of it was sent to a group, in packets, where the hardware tells nothing. */
    public InterfaceBuilder receivedToo(long dropped, long multicast) {
        counters.rxDropped = OptionalLong.of(dropped);
        counters.rxMulticast = OptionalLong.of(multicast);
        return this;
    }

    /** What it sent. */
    public InterfaceBuilder sent(long bytes, long packets, long errors) {
        sentTold = true;
        counters.txBytes = bytes;
        counters.txPackets = packets;
        counters.txErrors = errors;
        return this;
    }

    /** What it should have sent and threw away, in packets, and collisions. */
    public InterfaceBuilder sentToo(long dropped, long collisions) {
        counters.txDropped = OptionalLong.of(dropped);
        counters.collisions = OptionalLong.of(collisions);
        return this;
    }

    /**
     * Begins an address.
     *
     * @param address one of the link with its zone
     * @param prefixLength 0 to 32, or to 128
     */
    public InterfaceBuilder address(InetAddress address, int prefixLength) {
        if (prefixLength < 0 || prefixLength > Byte.SIZE * address.getAddress().length) {
            throw new IllegalArgumentException("not a length of a prefix: " + prefixLength);
        }
        AddressRow next = new AddressRow();
        next.address = address;
        next.prefixLength = prefixLength;
        addresses.add(next);
        return this;
    }

    /** The broadcast address of the address begun last. */
    public InterfaceBuilder broadcast(Inet4Address address) {
        last().broadcast = address;
        return this;
    }

    /** The other end of the address begun last. */
    public InterfaceBuilder peer(InetAddress address) {
        last().peer = address;
        return this;
    }

    /** The scope of the address begun last; {@link InterfaceAddress.Scope#GLOBAL} if this is not called. */
    public InterfaceBuilder scope(InterfaceAddress.Scope scope) {
        last().scope = scope;
        return this;
    }

    /** The flags of the address begun last, all of them. */
    public InterfaceBuilder addressFlags(Set<InterfaceAddress.Flag> flags) {
        last().flags.clear();
        last().flags.addAll(flags);
        return this;
    }

    private AddressRow last() {
        if (addresses.isEmpty()) {
            throw new IllegalStateException("no address was begun");
        }
        return addresses.get(addresses.size() - 1);
    }

    /**
     * The interface.
     *
     * @throws IllegalStateException if something is missing that must be told, or there is a speed and a reason why there is none
     */
    public NetworkInterfaceInfo build() {
        if (!receivedTold || !sentTold || row.mtu == 0) {
            throw new IllegalStateException("an interface without its MTU, or what it received and sent: " + row.name);
        }
        if (row.speed != 0 && row.speedFailure != null) {
            throw new IllegalStateException("an interface with a speed and without: " + row.name);
        }
        return VALUES.networkInterface(row, addresses, counters);
    }
}
