package io.github.ports4j.core.scan;

import io.github.ports4j.Owner;
import io.github.ports4j.PortScanner;
import io.github.ports4j.Scan;
import io.github.ports4j.ScanReport;
import io.github.ports4j.ScanRequest;
import io.github.ports4j.ScanResult;
import io.github.ports4j.spi.HostProvider;
import java.time.Duration;
import java.util.Map;

/** {@link PortScanner} over a provider. */
public final class ConnectScanner implements PortScanner {
    private final HostProvider host;

    /** Scans from this host. */
    public ConnectScanner(HostProvider host) {
        this.host = host;
    }

    @Override
    public ScanReport scan(ScanRequest request) {
        throw new UnsupportedOperationException(host.name());
    }

    @Override
    public Scan start(ScanRequest request) {
        throw new UnsupportedOperationException(host.name());
    }

    @Override
    public Scan resume(ScanReport earlier) {
        throw new UnsupportedOperationException(host.name());
    }

    @Override
    public ScanResult awaitOpen(String name, int port, Duration timeout) {
        throw new UnsupportedOperationException(host.name());
    }

    @Override
    public Map<ScanResult, Owner> owners(ScanReport report) {
        throw new UnsupportedOperationException(host.name());
    }
}
