package io.github.ports4j.core.scan;

import io.github.ports4j.ScanRequest;
import io.github.ports4j.spi.ConnectEngine;
import io.github.ports4j.spi.HostClock;

/**
 * With what one half of a scan is done.
 *
 * @param inFlight how many attempts it may have under way at once
 * @param perSecond attempts per second; 0 for as many as go
 */
record Means(
        ScanRequest request,
        HostClock clock,
        ConnectEngine engine,
        int inFlight,
        int perSecond,
        Cancellation cancelled) {}
