package io.github.ports4j.cli;

import io.github.ports4j.DefaultRoute;
import io.github.ports4j.InterfaceAddress;
import io.github.ports4j.NetworkInterfaceInfo;
import java.util.List;

/**
 * A network interface, and what of it is shown.
 *
 * @param nic the interface
 * @param addresses those of its addresses that are shown
 * @param routes the default routes that leave by it
 */
record ShownInterface(NetworkInterfaceInfo nic, List<InterfaceAddress> addresses, List<DefaultRoute> routes) {
    /**
     * What of these is shown.
     *
     * @param all everything; otherwise the addresses that a peer could reach, and the interfaces that have one, or a default
     *     route
     */
    static List<ShownInterface> of(List<NetworkInterfaceInfo> nics, List<DefaultRoute> routes, boolean all) {
        return nics.stream()
                .map(nic -> new ShownInterface(
                        nic,
                        all ? nic.addresses() : nic.reachableAddresses(),
                        routes.stream()
                                .filter(route -> route.interfaceIndex() == nic.index())
                                .toList()))
                .filter(shown ->
                        all || !shown.addresses().isEmpty() || !shown.routes().isEmpty())
                .toList();
    }
}
