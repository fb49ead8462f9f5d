package io.github.ports4j.testkit;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.NetworkInterfaceInfo;
import io.github.ports4j.NetworkInterfaces;
import java.util.Comparator;
import java.util.List;

/** The network interfaces of a fake host. */
final class FakeInterfaces implements NetworkInterfaces {
    private final HostState host;

    FakeInterfaces(HostState host) {
        this.host = host;
    }

    @Override
    public List<NetworkInterfaceInfo> list() {
        synchronized (host) {
            return host.interfaces.values().stream().map(FakeInterface::info).toList();
        }
    }

    @Override
    public List<DefaultRoute> defaultRoutes() {
        synchronized (host) {
            return host.routes.stream()
                    .sorted(Comparator.comparing(DefaultRoute::family).thenComparingLong(DefaultRoute::metric))
                    .toList();
        }
    }
}
