package io.github.ports4j.posix;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * {@code kill(2)} for kernels that have nothing better. By way of jnr-posix, which is loaded when the first signal is sent and
 * takes a quarter of a second then.
 */
public final class SignalSender {
    private SignalSender() {}

    /**
     * {@code kill(pid, signal)}.
     *
     * @param pid one process; groups, which {@code kill(2)} reaches by 0 and below, are refused
     * @param signal a number of this system; 0 sends nothing and only asks whether one would be taken
     * @return 0, or the {@code errno}
     */
    public static int kill(long pid, int signal) {
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a pid: " + pid);
        }
        POSIX posix = Loaded.NATIVE;
        // jnr has an errno of its own: JNA's last error knows nothing of this call
        return posix.kill((int) pid, signal) == 0 ? 0 : posix.errno();
    }

    /** Loads jnr-posix. Its native one: {@code getPOSIX()} would fall back to one whose kill does nothing. */
    private static final class Loaded {
        static final POSIX NATIVE = POSIXFactory.getNativePOSIX();
    }
}
