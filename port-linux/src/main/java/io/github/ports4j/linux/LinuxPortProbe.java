package io.github.ports4j.linux;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.spi.PortProbe;

/**
 * Tries to bind a port with a socket of our own.
 *
 * @see "socket(2), bind(2), ip(7), ipv6(7)"
 */
final class LinuxPortProbe implements PortProbe {
    // the same numbers on every architecture that the provider supports
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    @Override
    public Outcome probe(TransportPort port, AddressFamily family, boolean reuse) {
        int fd = InetCalls.socket(port.protocol(), family);
        if (fd < 0) {
            return outcome("socket(" + family + ", " + port.protocol() + ")", LibC.errno());
        }
        try (Descriptor socket = new Descriptor(fd)) {
            int errno = family == AddressFamily.IPV6 ? InetCalls.enable(socket, IPPROTO_IPV6, IPV6_V6ONLY) : 0;
            if (errno != 0) {
                return outcome("setsockopt(IPV6_V6ONLY)", errno);
            }
            errno = reuse ? InetCalls.enable(socket, SOL_SOCKET, SO_REUSEADDR) : 0;
            if (errno != 0) {
                return outcome("setsockopt(SO_REUSEADDR)", errno);
            }
            errno = InetCalls.bindToWildcard(socket, family, port.number());
            return outcome("bind(" + family + " wildcard, " + port + ")", errno);
        }
    }

    private static Outcome outcome(String call, int errno) {
        return switch (errno) {
            case 0 -> Outcome.BINDABLE;
            case LinuxErrno.EADDRINUSE -> Outcome.IN_USE;
            case LinuxErrno.EACCES, LinuxErrno.EPERM -> Outcome.NOT_PERMITTED;
            case LinuxErrno.EAFNOSUPPORT, LinuxErrno.EADDRNOTAVAIL -> Outcome.NO_SUCH_FAMILY;
            default -> throw Failures.of(call, errno);
        };
    }
}
