package io.github.ports4j;

import java.io.IOException;
import java.util.Locale;

/** Says of a failed bind(2) what was in its way. */
final class BindFailure {
    private BindFailure() {}

    /**
     * The exception that tells more. Java keeps no errno of a failed bind, only strerror(3)'s text, which may be translated: a text
     * that is known to mean something else than EADDRINUSE decides, and any other rests on what is seen of the port.
     */
    static PortException explained(IOException failure, Port port) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("permission denied")) { // EACCES
            return new NotPermittedException(
                    "to bind " + port.id(),
                    "ports below 1024 take root; on Linux CAP_NET_BIND_SERVICE or a lower net.ipv4.ip_unprivileged_port_start does as well",
                    failure);
        }
        if (text.contains("assign requested address")) { // EADDRNOTAVAIL: "Cannot ..." on Linux, "Can't ..." on macOS
            return new SystemCallException(
                    "bind(" + port.id() + ")",
                    0,
                    "EADDRNOTAVAIL",
                    "the address is none of this host's, Ports.interfaces() lists those it has",
                    failure);
        }
        return new PortHeldException(port.explain(), failure);
    }
}
