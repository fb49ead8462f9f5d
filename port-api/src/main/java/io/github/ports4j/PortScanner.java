package io.github.ports4j;

import java.time.Duration;
import java.util.Map;

/**
 * Finds out which ports of hosts are open, by connecting to them. What a scan does is seen by those hosts. Safe for use by many
 * threads.
 *
 * <p>States are those of the kernel's answers: a handshake is OPEN, also if the other side ends it at once; a refusal is CLOSED;
 * an error that comes back later, or nothing after all tries, is FILTERED; a port that this host could not try is UNTRIED.
 */
public interface PortScanner {
    /**
     * Scans and waits until it is done.
     *
     * @throws IllegalArgumentException if the request names no port, or its names stand for more addresses than {@link
     *     ScanRequest#atMost} allows
     * @throws PortInterruptedException if this thread is interrupted; the scan is cancelled then
     */
    ScanReport scan(ScanRequest request);

    /**
     * Begins a scan, which has threads of its own until it is done, cancelled or closed.
     *
     * @throws IllegalArgumentException if the request names no port
     */
    Scan start(ScanRequest request);

    /**
     * Goes on with a scan that was ended before it was done: what its report shows as untried is tried. The same hosts are asked at
     * the same addresses.
     *
     * @param earlier the report of one request, which may have been {@link ScanReport#write written} and read again
     * @throws IllegalArgumentException if it is of several shards
     */
    Scan resume(ScanReport earlier);

    /**
     * Waits until a TCP port takes a connection, and ends that connection at once. The name is resolved within the time, again each
     * time that none of its addresses answers, and all its addresses are tried.
     *
     * @param host a name or an address, perhaps with a zone
     * @param port 1 to 65535
     * @param timeout how long at most, all in all
     * @return the address that took it, and how long that took
     * @throws PortTimeoutException if it does not in time; the message says what the attempts came to
     * @throws PortInterruptedException if this thread is interrupted
     * @throws IllegalArgumentException if host or port are none, or the time is not positive
     */
    ScanResult awaitOpen(String host, int port, Duration timeout);

    /**
     * Who holds the open ports that are this host's own. Open ports of other hosts are not in it.
     *
     * @return an owner for each open port of an address of this host, in the order of the report
     */
    Map<ScanResult, Owner> owners(ScanReport report);
}
