package io.github.ports4j.linux.connect;

import io.github.ports4j.ScanReason;
import io.github.ports4j.linux.libc.LinuxErrno;

/**
 * What the errors of {@code connect(2)} and {@code socket(2)} mean for a scan.
 *
 * @see "connect(2), socket(2), ip(7), icmp(7); net/ipv4/tcp_ipv4.c, net/ipv4/icmp.c, net/ipv6/icmp.c, Linux 6.18"
 */
final class ConnectErrno {
    private ConnectErrno() {}

    /** An error that the call which was to begin an attempt returned by itself. */
    static ScanReason ofCall(int errno) {
        return switch (errno) {
            case LinuxErrno.ECONNREFUSED -> ScanReason.REFUSED; // by a packet filter of this host
            case LinuxErrno.ENETUNREACH, LinuxErrno.EHOSTUNREACH -> ScanReason.NO_ROUTE;
            case LinuxErrno.EACCES -> ScanReason.ROUTE_PROHIBITED;
            case LinuxErrno.EINVAL -> ScanReason.ROUTE_DISCARDS;
            case LinuxErrno.EPERM -> ScanReason.NOT_PERMITTED;
            case LinuxErrno.ENETDOWN -> ScanReason.NETWORK_DOWN;
            case LinuxErrno.EADDRNOTAVAIL, LinuxErrno.EAGAIN -> ScanReason.NO_LOCAL_PORT;
            case LinuxErrno.ENOBUFS, LinuxErrno.ENOMEM -> ScanReason.NO_MEMORY;
            default -> ScanReason.LOCAL_ERROR;
        };
    }

    /** An error because of which there is no socket. */
    static ScanReason ofSocket(int errno) {
        return switch (errno) {
            case LinuxErrno.EMFILE, LinuxErrno.ENFILE -> ScanReason.NO_DESCRIPTOR;
            case LinuxErrno.ENOBUFS, LinuxErrno.ENOMEM -> ScanReason.NO_MEMORY;
            case LinuxErrno.EPERM, LinuxErrno.EACCES -> ScanReason.NOT_PERMITTED;
            default -> ScanReason.LOCAL_ERROR;
        };
    }

    /**
     * An error with which an attempt ended that was under way. Those that no ICMP message becomes were made on this host, such as the
     * ECONNABORTED of a socket that its administrator has destroyed.
     */
    static ScanReason ofAttempt(int errno) {
        return switch (errno) {
            case LinuxErrno.ECONNRESET, LinuxErrno.EPIPE -> ScanReason.RESET; // only after a handshake
            case LinuxErrno.ECONNREFUSED -> ScanReason.REFUSED;
            case LinuxErrno.EHOSTUNREACH -> ScanReason.HOST_UNREACHABLE;
            case LinuxErrno.ENETUNREACH -> ScanReason.NETWORK_UNREACHABLE;
            case LinuxErrno.EACCES -> ScanReason.PROHIBITED;
            case LinuxErrno.ETIMEDOUT -> ScanReason.NO_ANSWER;
            case LinuxErrno.ENOPROTOOPT,
                    LinuxErrno.EOPNOTSUPP,
                    LinuxErrno.EHOSTDOWN,
                    LinuxErrno.ENONET,
                    LinuxErrno.EPROTO,
                    LinuxErrno.EMSGSIZE -> ScanReason.NETWORK_ERROR;
            default -> ScanReason.LOCAL_ERROR;
        };
    }
}
