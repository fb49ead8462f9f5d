package io.github.ports4j.linux.libc;

import java.util.Optional;

/**
 * Numbers of system calls that the C library may not offer as functions.
 *
 * @see "asm/unistd.h of each architecture, Linux 6.1"
 */
public final class SyscallNumbers {
    /** {@code pidfd_send_signal(pidfd, sig, info, flags)}: the same on every architecture. */
    public static final long PIDFD_SEND_SIGNAL = 424;

    /** {@code pidfd_open(pid, flags)}: the same on every architecture. */
    public static final long PIDFD_OPEN = 434;

    private static final long GETDENTS64_GENERIC = 61;
    private static final long GETDENTS64_AMD64 = 217;
    private static final long GETDENTS64_PPC64 = 202;
    private static final long GETDENTS64_S390X = 220;
    private static final long STATX_GENERIC = 291;
    private static final long STATX_AMD64 = 332;
    private static final long STATX_PPC64 = 383;
    private static final long STATX_S390X = 379;

    private SyscallNumbers() {}

    /**
     * {@code getdents64(fd, dirp, count)}.
     *
     * @param arch the system property {@code os.arch}
     * @return empty if the architecture is not known
     */
    public static Optional<Long> getdents64(String arch) {
        return switch (arch) {
            case "amd64" -> Optional.of(GETDENTS64_AMD64);
            case "aarch64", "riscv64", "loongarch64" -> Optional.of(GETDENTS64_GENERIC);
            case "ppc64le" -> Optional.of(GETDENTS64_PPC64);
            case "s390x" -> Optional.of(GETDENTS64_S390X);
            default -> Optional.empty();
        };
    }

    /**
     * {@code statx(dirfd, path, flags, mask, statxbuf)}.
     *
     * @param arch the system property {@code os.arch}
     * @return empty if the architecture is not known
     */
    public static Optional<Long> statx(String arch) {
        return switch (arch) {
            case "amd64" -> Optional.of(STATX_AMD64);
            case "aarch64", "riscv64", "loongarch64" -> Optional.of(STATX_GENERIC);
            case "ppc64le" -> Optional.of(STATX_PPC64);
            case "s390x" -> Optional.of(STATX_S390X);
            default -> Optional.empty();
        };
    }
}
