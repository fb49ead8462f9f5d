package io.github.ports4j.macos;

import io.github.ports4j.MalformedReplyException;
import io.github.ports4j.PortRange;
import io.github.ports4j.macos.libsystem.Sysctl;

/**
 * The ports that the system gives to connections by itself, IPv4 and IPv6 alike.
 *
 * @see "ip(4); bsd/netinet/in_pcb.c of xnu-11417"
 */
final class EphemeralPorts {
    private static final String FIRST = "net.inet.ip.portrange.first";
    private static final String LAST = "net.inet.ip.portrange.last";

    private EphemeralPorts() {}

    static PortRange read() {
        try (Sysctl sysctl = new Sysctl()) {
            return of(sysctl.intByName(FIRST), sysctl.intByName(LAST));
        }
    }

    /** The two may be set in either order: the kernel counts from the first to the last, up or down. */
    static PortRange of(int first, int last) {
        int low = Math.min(first, last);
        int high = Math.max(first, last);
        if (low <= 0 || high > 0xffff) {
            throw new MalformedReplyException(FIRST + " " + first + " and " + LAST + " " + last, 0, 0, 1);
        }
        return PortRange.of(low, high);
    }
}
