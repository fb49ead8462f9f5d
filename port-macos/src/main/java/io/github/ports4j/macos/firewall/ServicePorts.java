package io.github.ports4j.macos.firewall;

import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The ports that a name may stand for which pfctl printed: it prints the name that getservbyport(3) gives to a port, and several ports may
 * have the same (of macOS' file 591, 8008 and 8080 are all http-alt). Reads the file of services at the first name. Not safe for use by
 * several threads.
 */
final class ServicePorts {
    private static final int LAST = 65535;

    private final Supplier<ServiceNames> file;
    private final Map<TransportProtocol, Map<String, Set<Integer>>> ports = new HashMap<>();

    ServicePorts(Supplier<ServiceNames> file) {
        this.file = file;
    }

    /** The ports of this name; none if it is not known what it stands for. */
    Set<Integer> named(String name, String protocol) {
        // print_port() looks up names of UDP for all but TCP
        boolean tcp = protocol.equals("tcp") || protocol.equals("6");
        return ports.computeIfAbsent(tcp ? TransportProtocol.TCP : TransportProtocol.UDP, this::read)
                .getOrDefault(name, Set.of());
    }

    private Map<String, Set<Integer>> read(TransportProtocol protocol) {
        Map<String, Set<Integer>> found = new HashMap<>();
        try {
            ServiceNames names = file.get();
            for (int port = 1; port <= LAST; port++) {
                int number = port;
                names.name(new TransportPort(protocol, port))
                        .ifPresent(name -> found.computeIfAbsent(name, key -> new TreeSet<>())
                                .add(number));
            }
        } catch (UnsupportedFeatureException e) {
            return Map.of(); // no such file: then no name is known, and each is uncertain
        }
        return found;
    }
}
