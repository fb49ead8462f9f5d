package io.github.ports4j.linux.sockdiag;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;

/** This process, or this kernel, has no sock_diag: the table is to be read in another way. */
public final class NetlinkRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private NetlinkRefusedException(String call, int errno) {
        super(call + ": errno " + errno);
    }

    /**
     * For an error by which the kernel, a seccomp filter or a security module says no.
     *
     * @throws SystemCallException for any other, such as a lack of descriptors, which another way would meet too
     */
    static NetlinkRefusedException orFailure(String call, int errno) {
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
