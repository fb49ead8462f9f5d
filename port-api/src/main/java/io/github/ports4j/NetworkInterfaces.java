package io.github.ports4j;

import java.util.List;
import java.util.Optional;

/**
 * The network interfaces of this host, or of the network namespace that the calling thread is in. Stateless and safe for use by
 * many threads. No name service is ever asked, and no privilege is needed.
 *
 * <p>Replaces {@code ifconfig}, {@code ip addr}, {@code ip -s link} and {@code netstat -i}. Each method throws
 * {@link SystemCallException} if the kernel refuses to answer, or goes on changing its tables while they are read, and
 * {@link MalformedReplyException} if a reply has a form that is not known: a part is never given as the whole.
 */
public interface NetworkInterfaces {
    /** All of them, also those that are down, in the order of their numbers. */
    List<NetworkInterfaceInfo> list();

    /**
     * The interface of this name.
     *
     * @param name its name, or one of its alternative names
     */
    default Optional<NetworkInterfaceInfo> find(String name) {
        List<NetworkInterfaceInfo> all = list();
        return all.stream()
                .filter(nic -> nic.name().equals(name))
                .findFirst()
                .or(() -> all.stream()
                        .filter(nic -> nic.alternativeNames().contains(name))
                        .findFirst());
    }

    /** The interface of this number. */
    default Optional<NetworkInterfaceInfo> find(int index) {
        return list().stream().filter(nic -> nic.index() == index).findFirst();
    }

    /** Every address that a peer could reach: {@link NetworkInterfaceInfo#reachableAddresses()} of each interface. */
    default List<InterfaceAddress> addresses() {
        return list().stream().flatMap(nic -> nic.reachableAddresses().stream()).toList();
    }

    /**
     * The ways by which packets leave for destinations that no other route names, of the main routing table, of both families.
     * Those for packets of some sources or some type of service alone are left out. The preferred one of each family, that with the
     * lowest metric, comes before the others; of advertised IPv6 routers of equal metric, the one with the higher preference
     * (RFC 4191). Among the rest the system chooses, perhaps by the connection.
     */
    List<DefaultRoute> defaultRoutes();

    /** The default route of this family that is preferred. */
    default Optional<DefaultRoute> defaultRoute(AddressFamily family) {
        return defaultRoutes().stream()
                .filter(route -> route.family() == family)
                .findFirst();
    }
}
