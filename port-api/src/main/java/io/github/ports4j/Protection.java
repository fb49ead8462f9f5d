package io.github.ports4j;

import java.util.Locale;

/**
 * Why a process is not signalled unless a caller asks for it by this name. Open: later versions may add constants.
 *
 * <p>The first four can't be lifted at all. There is no way to lift all at once.
 */
public enum Protection {
    /** This JVM. Never liftable. */
    SELF(false),
    /** A process that this JVM descends from: the shell, the build, the terminal. Never liftable. */
    ANCESTOR(false),
    /** The first process of the system or the container. Never liftable. */
    INIT(false),
    /** A thread of the kernel. Never liftable. */
    KERNEL_THREAD(false),
    /** Carries the ports of containers or virtual machines: ending it takes all of them down. */
    CONTAINER_FORWARDER(true),
    /** The server behind remote logins, perhaps the caller's own. */
    SSHD(true),
    /** A UDP port that different programs share, as mDNS on 5353. */
    SHARED(true),
    /** ControlCenter on macOS, whose AirPlay receiver takes ports 5000 and 7000. */
    CONTROL_CENTER(true);

    private final boolean liftable;

    Protection(boolean liftable) {
        this.liftable = liftable;
    }

    /** Tells whether {@link Freeing#allow} accepts this kind. */
    public boolean liftable() {
        return liftable;
    }

    /** The name as the command writes it: {@code container-forwarder}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
