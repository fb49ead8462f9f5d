package io.github.ports4j.linux.process;

import io.github.ports4j.linux.libc.Failures;
import io.github.ports4j.linux.libc.LinuxErrno;
import io.github.ports4j.spi.ProcessTarget.Delivery;

/** What the answer to a signal means. */
final class Deliveries {
    private Deliveries() {}

    /**
     * What became of it.
     *
     * @param call for the message of the exception
     * @param errno 0, or why it failed
     * @throws io.github.ports4j.SystemCallException if the error is not one of a process that is gone or not ours
     */
    static Delivery of(String call, int errno) {
        return switch (errno) {
            case 0 -> Delivery.DELIVERED;
            case LinuxErrno.ESRCH -> Delivery.GONE;
            case LinuxErrno.EPERM, LinuxErrno.EACCES -> Delivery.NOT_PERMITTED; // EACCES is a security module's word
            default -> throw Failures.of(call, errno);
        };
    }
}
