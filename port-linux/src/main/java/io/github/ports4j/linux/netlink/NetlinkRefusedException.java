package io.github.ports4j.linux.netlink;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;

/** This process may not ask, or this kernel can not answer: what was asked for is to be found in another way, if there is one. */
public final class NetlinkRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    private NetlinkRefusedException(String call, int errno) {
        super(call + ": errno " + errno);
        this.call = call;
        this.errno = errno;
    }

    /** Why. */
    public int errno() {
        return errno;
    }

    /** For a caller who has no other way. */
    public SystemCallException asFailure() {
        return Failures.of(call, errno);
    }

    /**
     * For an error by which the kernel, a seccomp filter or a security module says no.
     *
     * @throws SystemCallException for any other, such as a lack of descriptors, which another way would meet too
     */
    public static NetlinkRefusedException orFailure(String call, int errno) {
        return switch (errno) {
            case LinuxErrno.EPERM,
                    LinuxErrno.EACCES,
                    LinuxErrno.ENOENT, // no module of the kernel answers for the family or the protocol
                    LinuxErrno.EINVAL,
                    LinuxErrno.ENOSYS,
                    LinuxErrno.EPROTONOSUPPORT,
                    LinuxErrno.ESOCKTNOSUPPORT,
                    LinuxErrno.EOPNOTSUPP,
                    LinuxErrno.EAFNOSUPPORT,
                    LinuxErrno.ECONNREFUSED -> new NetlinkRefusedException(call, errno);
            default -> throw Failures.of(call, errno);
        };
    }
}
