package io.github.ports4j.internal;

import io.github.ports4j.AddressFamily;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The fields of one route on their way from {@code DefaultRouteBuilder} into a {@code DefaultRoute}. */
public final class RouteRow {
    public final AddressFamily family;
    public final String interfaceName;
    public final int interfaceIndex;
    public @Nullable InetAddress gateway;
    public long metric;

    public RouteRow(AddressFamily family, String interfaceName, int interfaceIndex) {
        this.family = family;
        this.interfaceName = interfaceName;
        this.interfaceIndex = interfaceIndex;
    }
}
