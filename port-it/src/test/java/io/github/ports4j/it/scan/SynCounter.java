package io.github.ports4j.it.scan;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts the packets that ask a host for a connection, by port, with a rule of nftables in one namespace. */
final class SynCounter {
    private static final Pattern COUNTED = Pattern.compile("(\\d+) counter packets (\\d+)");

    private final NetworkNamespace place;

    private SynCounter(NetworkNamespace place) {
        this.place = place;
    }

    /** Counts what leaves this namespace from now on. */
    static SynCounter leaving(NetworkNamespace place, LabHost host) {
        return begin(place, "output", host);
    }

    /** Counts what comes into this namespace from now on, also what it discards. */
    static SynCounter entering(NetworkNamespace place, LabHost host) {
        return begin(place, "prerouting", host);
    }

    /** All ports are in the set from the start: one that packets add to misses some while it grows. */
    private static SynCounter begin(NetworkNamespace place, String hook, LabHost host) {
        place.nft("""
                table ip counted {
                  set ports {
                    type inet_service
                    counter
                    elements = { %s }
                  }
                  chain counting {
                    type filter hook %s priority -200; policy accept;
                    ip daddr %s tcp flags & (syn | ack) == syn tcp dport @ports
                  }
                }
                """.formatted(
                IntStream.rangeClosed(1, 65535).mapToObj(Integer::toString).collect(Collectors.joining(",")),
                hook,
                host.address()));
        return new SynCounter(place);
    }

    /** How many packets went to each port; ports to which none went are not in it. */
    Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        COUNTED.matcher(place.nft("list set ip counted ports\n"))
                .results()
                .forEach(match -> counts.put(Integer.valueOf(match.group(1)), Long.valueOf(match.group(2))));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
