package io.github.ports4j.macos.kinfo;

/**
 * The kernel's numbers for what a process does, the same in {@code p_stat}, {@code pbi_status} and {@code pbsi_status}.
 *
 * @see "sys/proc.h, macOS 10.15 to 15.6"
 */
public final class ProcessStatus {
    /** It is being made. */
    public static final int SIDL = 1;

    public static final int SRUN = 2;
    public static final int SSLEEP = 3;

    /** Stopped by a signal, or by a debugger. */
    public static final int SSTOP = 4;

    /** It has ended and its parent has not reaped it. */
    public static final int SZOMB = 5;

    private ProcessStatus() {}
}
