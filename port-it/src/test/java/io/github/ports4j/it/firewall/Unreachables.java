package io.github.ports4j.it.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many ICMP messages "destination unreachable" a network has received so far. A socket has ECONNREFUSED from a RST and from "port
 * unreachable"; what else it has from such a message is EHOSTUNREACH, or by IPv6 EACCES, when something is prohibited.
 */
record Unreachables(long received) {
    private static final Path V4 = Path.of("/proc/thread-self/net/snmp");
    private static final Path V6 = Path.of("/proc/thread-self/net/snmp6");

    /** Those in the network of the calling thread. */
    static Unreachables ofThread() throws IOException {
        List<List<String>> icmp = Files.readAllLines(V4, US_ASCII).stream()
                .filter(line -> line.startsWith("Icmp: "))
                .map(line -> List.of(line.split(" ", -1)))
                .toList(); // the names, and the values
        long v4 = Long.parseLong(icmp.get(1).get(icmp.get(0).indexOf("InDestUnreachs")));
        long v6 = Files.readAllLines(V6, US_ASCII).stream()
                .filter(line -> line.startsWith("Icmp6InDestUnreachs "))
                .mapToLong(line ->
                        Long.parseLong(line.replaceAll("\\D+", " ").trim().split(" ", -1)[1]))
                .findFirst()
                .orElseThrow();
        return new Unreachables(v4 + v6);
    }

    /** Whether the network of the calling thread has received more since. */
    boolean more() throws IOException {
        return ofThread().received > received;
    }

    /** What a peer has seen whose socket had this error, if these were counted before. */
    Sight explain(IOException error) throws IOException {
        boolean byIcmp = more();
        String message = String.valueOf(error.getMessage());
        if (error instanceof java.net.PortUnreachableException || message.contains("refused")) {
            return byIcmp ? Sight.PORT_UNREACHABLE : Sight.RESET;
        }
        if (byIcmp && (message.contains("No route to host") || message.contains("Permission denied"))) {
            return Sight.PROHIBITED;
        }
        throw error;
    }
}
