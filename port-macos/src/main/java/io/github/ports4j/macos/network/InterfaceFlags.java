package io.github.ports4j.macos.network;

import io.github.ports4j.InterfaceFlag;
import java.util.EnumSet;
import java.util.Set;

/**
 * The flags of an interface.
 *
 * @see "net/if.h, macOS 10.15 to 15.6"
 */
public final class InterfaceFlags {
    static final int IFF_UP = 0x1;
    static final int IFF_BROADCAST = 0x2;
    static final int IFF_DEBUG = 0x4;
    static final int IFF_LOOPBACK = 0x8;
    static final int IFF_POINTOPOINT = 0x10;
    static final int IFF_NOTRAILERS = 0x20;
    static final int IFF_RUNNING = 0x40;
    static final int IFF_NOARP = 0x80;
    static final int IFF_PROMISC = 0x100;
    static final int IFF_ALLMULTI = 0x200;
    static final int IFF_OACTIVE = 0x400;
    static final int IFF_SIMPLEX = 0x800;
    static final int IFF_MULTICAST = 0x8000;

    private InterfaceFlags() {}

    /** The names of the bits that are set; those without a name, as IFF_LINK0, are left out. */
    public static Set<InterfaceFlag> of(int bits) {
        Set<InterfaceFlag> flags = EnumSet.noneOf(InterfaceFlag.class);
        for (InterfaceFlag flag : InterfaceFlag.values()) {
            if ((bits & bit(flag)) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** The bit of a flag; 0 if Darwin has none. */
    private static int bit(InterfaceFlag flag) {
        return switch (flag) {
            case UP -> IFF_UP;
            case BROADCAST -> IFF_BROADCAST;
            case DEBUG -> IFF_DEBUG;
            case LOOPBACK -> IFF_LOOPBACK;
            case POINTOPOINT -> IFF_POINTOPOINT;
            case NOTRAILERS -> IFF_NOTRAILERS;
            case RUNNING -> IFF_RUNNING;
            case NOARP -> IFF_NOARP;
            case PROMISC -> IFF_PROMISC;
            case ALLMULTI -> IFF_ALLMULTI;
            case OACTIVE -> IFF_OACTIVE;
            case SIMPLEX -> IFF_SIMPLEX;
            case MULTICAST -> IFF_MULTICAST;
            default -> 0;
        };
    }
}
