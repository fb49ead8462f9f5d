package io.github.ports4j.macos.libsystem;

import io.github.ports4j.SystemCallException;

/** Makes the exception for a call that failed in no ordinary way. */
public final class Failures {
    private Failures() {}

    /**
     * The exception, with advice that fits the error.
     *
     * @param call the call with its arguments, such as {@code proc_pidinfo(4711, PROC_PIDLISTFDS)}
     * @param errno why it failed
     */
    public static SystemCallException of(String call, int errno) {
        return new SystemCallException(call, errno, DarwinErrno.name(errno), advice(errno));
    }

    private static String advice(int errno) {
        return switch (errno) {
            case DarwinErrno.EMFILE ->
                "this process has too many open descriptors: close some or raise its limit (ulimit -n)";
            case DarwinErrno.ENFILE -> "the system has too many open files: raise kern.maxfiles or close some";
            case DarwinErrno.ENOMEM, DarwinErrno.ENOBUFS -> "the kernel is short of memory: try again";
            case DarwinErrno.EPERM, DarwinErrno.EACCES ->
                "run as a user who may, and look at what confines this process (a sandbox)";
            default -> "this is not expected: please report it with the version of macOS";
        };
    }
}
