package io.github.ports4j.core.scan;

import io.github.ports4j.ScanReason;
import io.github.ports4j.ScanState;
import io.github.ports4j.spi.ConnectEngine;
import java.util.HashMap;
import java.util.Map;

/**
 * Ports at which attempts fail with {@link ScanReason#NETWORK_ERROR}, which may be a connection that was made and reset before anybody
 * looked, where the engine can't tell that from an error of the way. One more attempt proves nothing, as the server may have been as quick
 * again; so there are several. Used by one thread.
 */
final class Doubts {
    private static final int MOST_ATTEMPTS = 32;

    /** A connection to a host that is far is seen long before its reset comes, and who rejects sends only so much ICMP. */
    private static final int MOST_ATTEMPTS_AFAR = 2;

    /** Ports of one host that are tried again at once, or were in vain: then it is the way. */
    private static final int MOST_PORTS = 16;

    private final boolean arise;
    private final int[] inVain;
    private final int[] remaining; // ports of each host that are being tried again
    private final Map<Integer, Integer> attempts = new HashMap<>();

    Doubts(ConnectEngine engine, int hosts) {
        arise = !engine.tellsResets();
        inVain = new int[arise ? hosts : 0];
        remaining = new int[inVain.length];
    }

    /**
     * Whether the same is to be tried again at once.
     *
     * @param probe which port of the host, by a number that no other has
     * @param far whether the host is known to be far
     * @param reason what the attempt came to
     */
    boolean remainAfter(int host, int probe, boolean far, ScanReason reason) {
        if (!arise || reason == ScanReason.PENDING) {
            return false;
        }
        int made = attempts.getOrDefault(probe, 0);
        int most = far ? MOST_ATTEMPTS_AFAR : MOST_ATTEMPTS;
        if (reason == ScanReason.NETWORK_ERROR && made < most && (made > 0 || hasRoom(host))) {
            attempts.put(probe, made + 1);
            remaining[host] += made == 0 ? 1 : 0;
            return true;
        }
        if (made > 0) {
            attempts.remove(probe);
            remaining[host]--;
            end(host, reason);
        }
        return false;
    }

    private boolean hasRoom(int host) {
        return remaining[host] + inVain[host] < MOST_PORTS;
    }

    private void end(int host, ScanReason reason) {
        if (reason == ScanReason.NETWORK_ERROR) {
            inVain[host]++;
        } else if (reason == ScanReason.REFUSED || reason.state() == ScanState.OPEN) {
            inVain[host] = 0;
        }
    }
}
