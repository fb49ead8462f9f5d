package io.github.ports4j.testkit;

import io.github.ports4j.ScanReason;
import java.time.Duration;

/**
 * What comes of an attempt to connect, and when.
 *
 * @param reason {@link ScanReason#PENDING} where nothing ever comes back
 * @param atOnce whether the call that begins the attempt returns it
 * @param after how long after the attempt it is there, if it comes at all and not at once
 */
record Reply(ScanReason reason, boolean atOnce, Duration after) {
    static final Reply NONE = new Reply(ScanReason.PENDING, false, Duration.ZERO);

    static Reply atOnce(ScanReason reason) {
        return new Reply(reason, true, Duration.ZERO);
    }

    static Reply later(ScanReason reason, Duration after) {
        return new Reply(reason, false, after);
    }
}
