package io.github.ports4j.it.scan;

import io.github.ports4j.PortRange;
import io.github.ports4j.PortSet;
import io.github.ports4j.ScanState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What nmap finds with TCP, to compare a laboratory with. */
final class Nmap {
    private static final Pattern PORT = Pattern.compile("portid=\"(\\d+)\"><state state=\"([^\"]+)\"");
    private static final Pattern OTHER_PORTS =
            Pattern.compile("<extraports state=\"([^\"]+)\".*?</extraports>", Pattern.DOTALL);
    private static final Pattern PORTS = Pattern.compile(" ports=\"([^\"]+)\"");

    private Nmap() {}

    /**
     * Scans these ports of a host from that namespace. It waits for more than a second: an ICMP error that comes back while the kernel is
     * still in the call that sent the packet is told to nobody until the packet is sent again.
     */
    static Map<ScanState, PortSet> scan(NetworkNamespace from, LabHost host, PortSet ports) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + from.path()));
        command.addAll(List.of(
                "nmap", "-sT", "-Pn", "-n", "-T4", "--min-rtt-timeout", "1250ms", "-oX", "-", "-p", ports.toString()));
        if (host.address().indexOf(':') >= 0) {
            command.add("-6");
        }
        command.add(host.address());
        return parse(Tool.run(command, ""));
    }

    private static Map<ScanState, PortSet> parse(String xml) {
        Map<ScanState, PortSet> found = new EnumMap<>(ScanState.class);
        for (MatchResult port : PORT.matcher(xml).results().toList()) {
            add(found, port.group(2), PortSet.of(List.of(PortRange.parse(port.group(1)))));
        }
        for (MatchResult others : OTHER_PORTS.matcher(xml).results().toList()) {
            PORTS.matcher(others.group())
                    .results()
                    .forEach(ports -> add(found, others.group(1), PortSet.parse(ports.group(1))));
        }
        return found;
    }

    private static void add(Map<ScanState, PortSet> found, String state, PortSet ports) {
        found.merge(state(state), ports, PortSet::with);
    }

    private static ScanState state(String name) {
        return switch (name) {
            case "open" -> ScanState.OPEN;
            case "closed" -> ScanState.CLOSED;
            case "filtered" -> ScanState.FILTERED;
            default -> throw new AssertionError("nmap says " + name);
        };
    }
}
