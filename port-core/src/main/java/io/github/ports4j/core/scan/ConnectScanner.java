package io.github.ports4j.core.scan;

import io.github.ports4j.Owner;
import io.github.ports4j.PortInterruptedException;
import io.github.ports4j.PortScanner;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@link PortScanner} over a provider. */
public final class ConnectScanner implements PortScanner {
    private final HostProvider host;

    /** Scans from this host. */
    public ConnectScanner(HostProvider host) {
        this.host = host;
    }

    @Override
    public ScanReport scan(ScanRequest request) {
        try (Scan scan = start(request)) {
            return scan.await();
        } catch (PortInterruptedException e) {
            throw new PortInterruptedException("a scan, which was cancelled");
        }
    }

    @Override
    public Scan start(ScanRequest request) {
        for (TransportProtocol protocol : TransportProtocol.values()) {
            if (!request.ports(protocol).isEmpty()) {
                return ScanRun.start(host, request, Optional.empty());
            }
        }
        throw new IllegalArgumentException("no port was named: " + request);
    }

    @Override
    public Scan resume(ScanReport earlier) {
        if (earlier.shards().size() != 1) {
            throw new IllegalArgumentException("a report of several shards can't be gone on with: " + earlier.shards());
        }
        return ScanRun.start(host, earlier.request(), Optional.of(earlier));
    }

    @Override
    public ScanResult awaitOpen(String name, int port, Duration timeout) {
        return new OpenWait(host, name, port, timeout).await();
    }

    @Override
    public Map<ScanResult, Owner> owners(ScanReport report) {
        return new OpenPortOwners(host).of(report);
    }

    @Override
    public String toString() {
        return "scanner of " + host.name();
    }
}
