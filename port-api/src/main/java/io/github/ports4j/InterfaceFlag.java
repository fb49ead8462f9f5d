package io.github.ports4j;

/**
 * A flag of an interface, by the name that the kernels give it. Open: kernels add some.
 *
 * @see "netdevice(7), linux/if.h, net/if.h of macOS"
 */
public enum InterfaceFlag {
    /** Switched on. */
    UP,
    /** Has a broadcast address. */
    BROADCAST,
    /** For the makers of its driver. */
    DEBUG,
    /** The host itself. */
    LOOPBACK,
    /** Has one peer. */
    POINTOPOINT,
    /** Avoids trailers. */
    NOTRAILERS,
    /** Ready to carry packets. */
    RUNNING,
    /** Needs no address resolution. */
    NOARP,
    /** Receives all packets. */
    PROMISC,
    /** Receives all multicast packets. */
    ALLMULTI,
    /** Master of a bundle. */
    MASTER,
    /** Part of a bundle. */
    SLAVE,
    /** Can carry multicast. */
    MULTICAST,
    /** Can choose its medium. */
    PORTSEL,
    /** Chooses its medium by itself. */
    AUTOMEDIA,
    /** Its address goes when it is switched off. */
    DYNAMIC,
    /** Has a carrier (Linux). */
    LOWER_UP,
    /** Waits for something outside (Linux). */
    DORMANT,
    /** Hears what it sends (Linux). */
    ECHO,
    /** Its sending queue is full (macOS). */
    OACTIVE,
    /** Does not hear what it sends (macOS). */
    SIMPLEX
}
