package io.github.ports4j;

import io.github.ports4j.internal.AddressRow;
import io.github.ports4j.internal.CountersRow;
import io.github.ports4j.internal.InterfaceRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A network interface as it was when it was looked at. Immutable. */
public final class NetworkInterfaceInfo {
    private final String name;
    private final List<String> alternativeNames;
    private final int index;
    private final InterfaceKind kind;
    private final Optional<String> driverKind;
    private final Optional<MacAddress> mac;
    private final long mtu;
    private final Set<InterfaceFlag> flags;
    private final Optional<Boolean> carrier;
    private final OptionalLong speed;
    private final Optional<String> speedFailure;
    private final Optional<Wifi> wifi;
    private final List<InterfaceAddress> addresses;
    private final InterfaceCounters counters;

    NetworkInterfaceInfo(InterfaceRow row, List<AddressRow> addressRows, CountersRow countersRow) {
        name = row.name;
        alternativeNames = List.copyOf(row.alternativeNames);
        index = row.index;
        kind = row.kind;
        driverKind = Optional.ofNullable(row.driverKind);
        mac = Optional.ofNullable(row.mac);
        mtu = row.mtu;
        flags = InterfaceRow.copy(InterfaceFlag.class, row.flags);
        carrier = Optional.ofNullable(row.carrier);
        speed = row.speed == 0 ? OptionalLong.empty() : OptionalLong.of(row.speed);
        speedFailure = Optional.ofNullable(row.speedFailure);
        wifi = Optional.ofNullable(row.wifi);
        addresses = addressRows.stream()
                .map(address -> new InterfaceAddress(row.name, row.index, address))
                .toList();
        counters = new InterfaceCounters(countersRow);
    }

    /**
     * Its name, such as {@code eth0}; may hold anything but a slash, a colon and white space. Bytes that are no UTF-8 are replaced, so
     * that two may have one name: its {@link #index()} tells them apart.
     */
    public String name() {
        return name;
    }

    /** Further names by which it can be found; mostly none. */
    public List<String> alternativeNames() {
        return alternativeNames;
    }

    /** Its number, positive. */
    public int index() {
        return index;
    }

    /** What it is. */
    public InterfaceKind kind() {
        return kind;
    }

    /** The system's own word for {@link #kind()}, such as {@code veth} or {@code macvlan}; empty where it has none. */
    public Optional<String> driverKind() {
        return driverKind;
    }

    /** Its hardware address; empty for an interface that has none, as loopback and tunnels. */
    public Optional<MacAddress> mac() {
        return mac;
    }

    /** The largest packet that it carries, in bytes. */
    public long mtu() {
        return mtu;
    }

    /** The kernel's flags. */
    public Set<InterfaceFlag> flags() {
        return flags;
    }

    /** Whether it is switched on ({@link InterfaceFlag#UP}); it may have no {@link #carrier()} for all that. */
    public boolean up() {
        return flags.contains(InterfaceFlag.UP);
    }

    /** Whether a signal, or for a virtual one its other side, is there; empty where that can't be told, as while it is down. */
    public Optional<Boolean> carrier() {
        return carrier;
    }

    /**
     * In bits per second; empty where the driver has none to tell, failed to ({@link #speedFailure()}), or the system lets nobody
     * ask it. What a virtual one tells is a name, not a measure.
     */
    public OptionalLong speed() {
        return speed;
    }

    /** Why the driver failed to tell the {@link #speed()}, in one sentence; empty where it told it, or has none to tell. */
    public Optional<String> speedFailure() {
        return speedFailure;
    }

    /** What is known of its radio link; empty for one that has none, or where the system does not tell. */
    public Optional<Wifi> wifi() {
        return wifi;
    }

    /** Its addresses of both families, in the order of the kernel. */
    public List<InterfaceAddress> addresses() {
        return addresses;
    }

    /**
     * Those of its addresses that a peer could reach: none while it is down; never 127.0.0.0/8 and ::1, on whatever interface;
     * never one that is still checked for being unique, or was found not to be.
     */
    public List<InterfaceAddress> reachableAddresses() {
        return up() ? addresses.stream().filter(InterfaceAddress::reachable).toList() : List.of();
    }

    /** What has gone through it since it was made. */
    public InterfaceCounters counters() {
        return counters;
    }

    @Override
    public String toString() {
        return Printable.of(name) + " (" + index + ", " + kind + ", " + (up() ? "up" : "down")
                + (carrier.orElse(true) ? "" : ", no carrier") + ")"
                + mac.map(address -> " " + address).orElse("") + " mtu " + mtu
                + addresses.stream().map(address -> " " + address).collect(Collectors.joining());
    }
}
