package io.github.ports4j.macos;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.macos.libsystem.DarwinErrno;
import io.github.ports4j.macos.libsystem.Descriptor;
import io.github.ports4j.macos.libsystem.Failures;
import io.github.ports4j.macos.libsystem.LibSystem;
import io.github.ports4j.macos.libsystem.Sockaddr;
import io.github.ports4j.posix.NativeMemory;
import io.github.ports4j.spi.PortProbe;

/**
 * Tries to bind a port with a socket of our own.
 *
 * @see "socket(2), bind(2), ip(4), ip6(4); sys/socket.h, netinet6/in6.h, macOS 10.15 to 15.6"
 */
final class MacosPortProbe implements PortProbe {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 0xffff;
    private static final int SO_REUSEADDR = 4;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 27;

    @Override
    public Outcome probe(TransportPort port, AddressFamily family, boolean reuse) {
        int type = port.protocol() == TransportProtocol.TCP ? SOCK_STREAM : SOCK_DGRAM;
        int fd = LibSystem.socket(Sockaddr.number(family), type, 0);
        if (fd < 0) {
            return outcome("socket(" + family + ", " + port.protocol() + ")", LibSystem.errno());
        }
        try (Descriptor socket = new Descriptor(fd);
                NativeMemory memory = NativeMemory.allocate(Sockaddr.SIZE_6)) {
            int errno = family == AddressFamily.IPV6 ? enable(socket, memory, IPPROTO_IPV6, IPV6_V6ONLY) : 0;
            if (errno != 0) {
                return outcome("setsockopt(IPV6_V6ONLY)", errno);
            }
            errno = reuse ? enable(socket, memory, SOL_SOCKET, SO_REUSEADDR) : 0;
            if (errno != 0) {
                return outcome("setsockopt(SO_REUSEADDR)", errno);
            }
            errno = bindToWildcard(socket, memory, family, port.number());
            return outcome("bind(" + family + " wildcard, " + port + ")", errno);
        }
    }

    /** {@code setsockopt(fd, level, option, 1)}: 0 or the errno. */
    private static int enable(Descriptor socket, NativeMemory memory, int level, int option) {
        memory.buffer().putInt(0, 1);
        int result = LibSystem.setsockopt(socket.number(), level, option, memory.address(), Integer.BYTES);
        int errno = result < 0 ? LibSystem.errno() : 0;
        memory.buffer().putInt(0, 0);
        return errno;
    }

    /** {@code bind(fd, wildcard, port)}: 0 or the errno. */
    private static int bindToWildcard(Descriptor socket, NativeMemory memory, AddressFamily family, int port) {
        int size = Sockaddr.wildcard(memory.buffer(), family, port);
        return LibSystem.bind(socket.number(), memory.address(), size) < 0 ? LibSystem.errno() : 0;
    }

    private static Outcome outcome(String call, int errno) {
        return switch (errno) {
            case 0 -> Outcome.BINDABLE;
            case DarwinErrno.EADDRINUSE -> Outcome.IN_USE;
            case DarwinErrno.EACCES, DarwinErrno.EPERM -> Outcome.NOT_PERMITTED;
            case DarwinErrno.EAFNOSUPPORT, DarwinErrno.EPROTONOSUPPORT, DarwinErrno.EADDRNOTAVAIL ->
                Outcome.NO_SUCH_FAMILY;
            default -> throw Failures.of(call, errno);
        };
    }
}
