package io.github.ports4j;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Names of services and the ports that they have, as a file in the form of services(5) gives them. Immutable. A name says what a
 * port is meant for, not what listens on it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/services.5.html">services(5)</a>
 */
public final class ServiceNames {
    private final Map<TransportPort, String> names;
    private final Map<String, TransportPort> ports;

    private ServiceNames(Map<TransportPort, String> names, Map<String, TransportPort> ports) {
        this.names = Collections.unmodifiableMap(names);
        this.ports = Collections.unmodifiableMap(ports);
    }

    /**
     * Takes a file apart as getservbyport(3) does: what stands first counts; lines of another form, and of other protocols than TCP
     * and UDP, are passed over.
     *
     * @param services lines such as {@code http 80/tcp www # the web}
     */
    public static ServiceNames parse(String services) {
        Map<TransportPort, String> names = new HashMap<>();
        Map<String, TransportPort> ports = new HashMap<>();
        services.lines().forEach(line -> {
            int comment = line.indexOf('#');
            StringTokenizer words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
            if (words.countTokens() >= 2) {
                String name = words.nextToken();
                Optional<TransportPort> port = port(words.nextToken());
                if (port.isPresent()) {
                    names.putIfAbsent(port.get(), name);
                    ports.putIfAbsent(key(name, port.get().protocol()), port.get());
                    while (words.hasMoreTokens()) {
                        ports.putIfAbsent(key(words.nextToken(), port.get().protocol()), port.get());
                    }
                }
            }
        });
        return new ServiceNames(names, ports);
    }

    private static Optional<TransportPort> port(String text) {
        int slash = text.indexOf('/');
        Optional<TransportProtocol> protocol = switch (slash < 0 ? "" : text.substring(slash + 1)) {
            case "tcp" -> Optional.of(TransportProtocol.TCP);
            case "udp" -> Optional.of(TransportProtocol.UDP);
            default -> Optional.empty();
        };
        if (protocol.isEmpty() || slash > 5 || !text.substring(0, slash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int number = slash == 0 ? 0 : Integer.parseInt(text.substring(0, slash));
        return number < 1 || number > 65535 ? Optional.empty() : Optional.of(new TransportPort(protocol.get(), number));
    }

    /** The name that this port has, if it has one. */
    public Optional<String> name(TransportPort port) {
        return Optional.ofNullable(names.get(port));
    }

    /**
     * The port that this name, or alias, stands for, if there is one.
     *
     * @param name as the file writes it, in capitals or not
     */
    public Optional<TransportPort> port(String name, TransportProtocol protocol) {
        return Optional.ofNullable(ports.get(key(name, protocol)));
    }

    private static String key(String name, TransportProtocol protocol) {
        return name.toLowerCase(Locale.ROOT) + "/" + protocol;
    }

    @Override
    public String toString() {
        return names.size() + " ports with names";
    }
}
