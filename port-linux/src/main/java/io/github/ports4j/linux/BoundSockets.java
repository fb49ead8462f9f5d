package io.github.ports4j.linux;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.SocketQuery;
import io.github.ports4j.TcpState;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.libc.Descriptor;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LibC;
import io.github.ports4j.linux.libc.Sockaddr;
import io.github.ports4j.linux.netlink.NetlinkRefusedException;
import io.github.ports4j.linux.procfs.ProcFiles;
import io.github.ports4j.linux.sockdiag.SockDiag;
import io.github.ports4j.posix.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether this kernel shows TCP sockets that are bound and silent: since Linux 6.8, and where a distribution took that back to an
 * older one.
 */
final class BoundSockets {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*", Pattern.DOTALL);
    private static final int SINCE_MAJOR = 6;
    private static final int SINCE_MINOR = 8;

    private BoundSockets() {}

    /**
     * By its release, and where that is older by trying.
     *
     * @throws NetlinkRefusedException if this process may not ask
     */
    static boolean areShown() throws NetlinkRefusedException {
        return isRecent(release()) || tried();
    }

    private static String release() {
        try (ProcFiles files = new ProcFiles()) {
            return new String(files.read("/proc/sys/kernel/osrelease"), StandardCharsets.US_ASCII);
        }
    }

    /** Whether a release such as {@code 6.18.44-generic} is one that shows them; false also if it is not of that form. */
    static boolean isRecent(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return major > SINCE_MAJOR || (major == SINCE_MAJOR && minor >= SINCE_MINOR);
    }

    /** Binds a socket of our own to a port that the kernel chooses, and looks for it. */
    static boolean tried() throws NetlinkRefusedException {
        int fd = InetCalls.socket(TransportProtocol.TCP, AddressFamily.IPV4);
        if (fd < 0) {
            throw Failures.of("socket(AF_INET, SOCK_STREAM)", LibC.errno());
        }
        try (Descriptor socket = new Descriptor(fd)) {
            boolean[] shown = {false};
            SocketQuery query = SocketQuery.tcp().inState(TcpState.CLOSED).port(bindToLoopback(socket));
            try (SockDiag diag = SockDiag.open(query, row -> shown[0] = true)) {
                diag.tcp();
            }
            return shown[0];
        }
    }

    /** {@code bind(fd, 127.0.0.1, 0)} and {@code getsockname(fd)}; returns the port. */
    private static int bindToLoopback(Descriptor socket) {
        try (NativeMemory address = NativeMemory.allocate(Sockaddr.SIZE_4);
                NativeMemory length = NativeMemory.allocate(Integer.BYTES)) {
            ByteBuffer out = address.buffer();
            length.buffer().putInt(0, Sockaddr.loopback(out));
            if (LibC.bind(socket.number(), address.address(), address.size()) < 0) {
                throw Failures.of("bind(127.0.0.1, port 0)", LibC.errno());
            }
            if (LibC.getsockname(socket.number(), address.address(), length.address()) < 0) {
                throw Failures.of("getsockname(127.0.0.1)", LibC.errno());
            }
            return Sockaddr.port(out);
        }
    }
}
