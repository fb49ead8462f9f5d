package io.github.ports4j.it.scan;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts the packets that ask for a connection, by port, with a rule of nftables in one namespace. */
final class SynCounter {
    private static final Pattern COUNTED = Pattern.compile("([0-9a-f.:]+) \\. (\\d+) counter packets (\\d+)");

    private final NetworkNamespace place;

    private SynCounter(NetworkNamespace place) {
        this.place = place;
    }

    /** Counts what leaves this namespace from now on. */
    static SynCounter leaving(NetworkNamespace place) {
        return begin(place, "output");
    }

    /** Counts what comes into this namespace from now on, also what it discards. */
    static SynCounter entering(NetworkNamespace place) {
        return begin(place, "prerouting");
    }

    private static SynCounter begin(NetworkNamespace place, String hook) {
        place.nft("""
                table inet counted {
                  set syns {
                    type ipv4_addr . inet_service
                    size 200000
                    flags dynamic
                  }
                  chain counting {
                    type filter hook %s priority -200; policy accept;
                    tcp flags & (syn | ack) == syn add @syns { ip daddr . tcp dport counter }
                  }
                }
                """.formatted(hook));
        return new SynCounter(place);
    }

    /** How many packets went to each port of this IPv4 address; ports to which none went are not in it. */
    Map<Integer, Long> of(LabHost host) {
        Map<Integer, Long> counts = new TreeMap<>();
        COUNTED.matcher(place.nft("list set inet counted syns\n"))
                .results()
                .filter(match -> match.group(1).equals(host.address()))
                .forEach(match -> counts.put(Integer.valueOf(match.group(2)), Long.valueOf(match.group(3))));
        return counts;
    }
}
