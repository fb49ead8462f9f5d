package io.github.ports4j.spi;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.DefaultRoute;
import io.github.ports4j.internal.RouteRow;
import io.github.ports4j.internal.ValueFactory;
import java.net.InetAddress;

/** Makes a {@link DefaultRoute}. Not safe for use by several threads. */
public final class DefaultRouteBuilder {
    private static final ValueFactory VALUES = ValueFactory.get();
    private static final long LARGEST_METRIC = 0xffff_ffffL;

    private final RouteRow row;

    /**
     * Begins a route.
     *
     * @param family for packets of which family
     * @param interfaceName by which interface
     * @param interfaceIndex its number, positive
     */
    public DefaultRouteBuilder(AddressFamily family, String interfaceName, int interfaceIndex) {
        if (interfaceIndex <= 0) {
            throw new IllegalArgumentException("not the number of an interface: " + interfaceIndex);
        }
        row = new RouteRow(family, interfaceName, interfaceIndex);
    }

    /** The next router; every destination is taken to be on the link if this is not called. */
    public DefaultRouteBuilder gateway(InetAddress router) {
        row.gateway = router;
        return this;
    }

    /**
     * How little it is preferred; 0 if this is not called.
     *
     * @param value 0 to 4,294,967,295
     */
    public DefaultRouteBuilder metric(long value) {
        if (value < 0 || value > LARGEST_METRIC) {
            throw new IllegalArgumentException("not a metric: " + value);
        }
        row.metric = value;
        return this;
    }

    /** The route. */
    public DefaultRoute build() {
        return VALUES.defaultRoute(row);
    }
}
