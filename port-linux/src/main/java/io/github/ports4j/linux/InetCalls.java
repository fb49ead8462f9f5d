package io.github.ports4j.linux;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.Sockaddr;
import io.github.ports4j.posix.NativeMemory;

/** The calls by which a socket of our own is made and bound. */
final class InetCalls {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;

    private InetCalls() {}

    /** {@code socket(family, type | SOCK_CLOEXEC, 0)}: a descriptor, or -1 and {@link LibC#errno()}. */
    static int socket(TransportProtocol protocol, AddressFamily family) {
        int type = protocol == TransportProtocol.TCP ? SOCK_STREAM : SOCK_DGRAM;
        return LibC.socket(Sockaddr.number(family), type | SOCK_CLOEXEC, 0);
    }

    /** {@code setsockopt(fd, level, option, 1)}: 0 or the errno. */
    static int enable(Descriptor socket, int level, int option) {
        try (NativeMemory one = NativeMemory.allocate(Integer.BYTES)) {
            one.buffer().putInt(0, 1);
            return LibC.setsockopt(socket.number(), level, option, one.address(), Integer.BYTES) < 0 ? LibC.errno() : 0;
        }
    }

    /** {@code bind(fd, wildcard, port)}: 0 or the errno. */
    static int bindToWildcard(Descriptor socket, AddressFamily family, int port) {
        try (NativeMemory memory = NativeMemory.allocate(Sockaddr.SIZE_6)) {
            int size = Sockaddr.wildcard(memory.buffer(), family, port);
            return LibC.bind(socket.number(), memory.address(), size) < 0 ? LibC.errno() : 0;
        }
    }
}
