package io.github.ports4j.linux.libc;

import io.github.ports4j.SystemCallException;
import io.github.ports4j.posix.Errno;

/** Makes the exception for a call that failed in no ordinary way. */
public final class Failures {
    private Failures() {}

    /**
     * The exception, with advice that fits the error.
     *
     * @param call the call with its arguments, such as {@code openat("/proc")}
     * @param errno why it failed
     */
    public static SystemCallException of(String call, int errno) {
        return new SystemCallException(call, errno, name(errno), advice(call, errno));
    }

    /** Without descriptors left no jar can be opened to look the name up in, so these are known here. */
    private static String name(int errno) {
        return switch (errno) {
            case LinuxErrno.EMFILE -> "EMFILE";
            case LinuxErrno.ENFILE -> "ENFILE";
            default -> Errno.name(errno);
        };
    }

    private static String advice(String call, int errno) {
        if (errno == LinuxErrno.ENOENT && call.contains("/proc")) {
            return "/proc is not there in full: mount it (mount -t proc proc /proc)";
        }
        return switch (errno) {
            case LinuxErrno.EMFILE ->
                "this process has too many open descriptors: close some or raise its limit (ulimit -n)";
            case LinuxErrno.ENFILE -> "the system has too many open files: raise fs.file-max or close some";
            case LinuxErrno.ENOMEM, LinuxErrno.ENOBUFS -> "the kernel is short of memory: try again";
            case LinuxErrno.EPERM, LinuxErrno.EACCES ->
                "run as a user who may, and look at what confines this process "
                        + "(seccomp, a security module, a container)";
            case LinuxErrno.ETIMEDOUT -> "the kernel did not answer in time: try again";
            default -> "this is not expected: please report it with the kernel's version";
        };
    }
}
