package io.github.ports4j.linux.firewall.nft;

import java.util.List;
import java.util.Random;

/** A small ruleset by chance, of what {@link Cable} can try. */
final class RandomRuleset {
    private static final List<String> VERDICTS =
            List.of("accept", "accept", "drop", "reject", "return", "jump sub1", "goto sub1", "jump sub2", "continue");

    private final Random random;
    private final StringBuilder text = new StringBuilder("flush ruleset\n");

    private RandomRuleset(long seed) {
        random = new Random(seed);
    }

    static String of(long seed) {
        RandomRuleset made = new RandomRuleset(seed);
        int count = 1 + made.random.nextInt(3);
        for (int i = 0; i < count; i++) {
            made.table(made.one("inet", "ip") + " t" + i);
        }
        return made.text.toString();
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private boolean perhaps(int percent) {
        return random.nextInt(100) < percent;
    }

    private int port() {
        return Cable.FIRST_PORT + random.nextInt(Cable.PORTS);
    }

    private void table(String table) {
        add("add table " + table);
        add("add set " + table + " s { type ipv4_addr; flags interval; elements = { " + sources() + " }; }");
        add("add chain " + table + " sub1");
        add("add chain " + table + " sub2");
        add("add map " + table + " m { type inet_service : verdict; elements = { " + port() + " : "
                + one("accept", "drop", "jump sub1", "return", "goto sub2") + " }; }");
        rules(table, "sub2", "accept", "drop", "return", "continue");
        rules(table, "sub1", "accept", "drop", "return", "jump sub2", "goto sub2");
        if (perhaps(30)) {
            base(table, "raw", "filter hook prerouting priority -300", 15);
            if (perhaps(50)) {
                add("add rule " + table + " raw " + matches() + " notrack");
            }
        }
        if (perhaps(20)) {
            base(table, "mangle", "filter hook prerouting priority -150", 15);
        }
        int translating = perhaps(25) ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < translating; i++) {
            String family = table.startsWith("inet") ? "ip " : "";
            String nat = " nat" + i;
            add("add chain " + table + nat + " { type nat hook prerouting priority "
                    + one("-199", "-150", "-110", "-100", "-90", "0", "300") + "; }");
            add("add rule " + table + nat + " " + matches() + " meta l4proto { tcp, udp } redirect to :" + port());
            add("add rule " + table + nat + " " + matches() + " "
                    + one("dnat " + family + "to " + Cable.HOST, "dnat " + family + "to 127.0.0.1", "accept", "drop"));
        }
        if (perhaps(10)) {
            add("add chain " + table + " late { type nat hook input priority " + one("-20", "100", "200") + "; }");
            add("add rule " + table + " late " + matches() + " " + one("drop", "accept"));
        }
        if (perhaps(80)) {
            base(table, "in", "filter hook input priority " + one("-10", "0", "10", "110"), 50);
        }
    }

    private void base(String table, String name, String hook, int dropping) {
        add("add chain " + table + " " + name + " { type " + hook + "; policy "
                + (perhaps(dropping) ? "drop" : "accept") + "; }");
        rules(table, name, VERDICTS.toArray(String[]::new));
    }

    private void rules(String table, String chain, String... verdicts) {
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String verdict = one(verdicts);
            boolean input = chain.equals("in");
            String last = perhaps(15)
                    ? one(
                            "tcp dport vmap @m",
                            "tcp dport vmap { " + port() + " : accept, 1 : drop }",
                            "tcp dport vmap { " + port() + " : continue, 1 : drop } drop",
                            "meta l4proto vmap { tcp : continue, udp : jump sub2 } counter "
                                    + (chain.equals("sub2") ? "accept" : one("accept", "drop")),
                            "ct state vmap { new : accept, established : drop }")
                    : perhaps(10)
                            ? mangle(table) + " " + one("accept", "drop")
                            : !verdict.equals("reject") ? verdict : input ? reject(table) : "drop";
            String matches = matches();
            boolean later = matches.contains("flags") || matches.contains("ct "); // what rejects later packets alone
            add("add rule " + table + " " + chain + " " + matches + " "
                    + (later && last.startsWith("reject") ? "drop" : last));
        }
    }

    /** Of which only packets are rejected that it can be said of. */
    private String reject(String table) {
        return table.startsWith("inet")
                ? one(
                        "reject",
                        "reject with tcp reset",
                        "reject with icmp admin-prohibited",
                        "reject with icmpv6 no-route",
                        "reject with icmpx port-unreachable")
                : one("reject", "reject with tcp reset", "reject with icmp host-unreachable");
    }

    /** Writes what makes no difference to a listener, or into packets of one kind. */
    private String mangle(String table) {
        String one = one(
                "ip dscp set cs1",
                "meta mark set 7",
                "meta mark set ct mark",
                "tcp option maxseg size set 1000",
                "meta mark set tcp dport map { " + port() + " : 1, " + (Cable.FIRST_PORT - 1) + " : 2 }");
        return table.startsWith("inet") ? one("ip6 hoplimit set 64", one) : one;
    }

    private String matches() {
        return match() + (perhaps(50) ? " " + match() : "");
    }

    private String match() {
        if (perhaps(20)) {
            return one(
                    "udp dport " + port(),
                    "udp dport " + range(),
                    "th dport " + port(),
                    "meta l4proto udp",
                    "meta l4proto != udp",
                    "ip6 saddr " + Cable.SOURCES6.get(random.nextInt(Cable.SOURCES6.size())),
                    "ip6 saddr fd00:9::4/127",
                    "ip6 nexthdr udp");
        }
        String not = perhaps(25) ? "!= " : "";
        String source = Cable.SOURCES.get(random.nextInt(Cable.SOURCES.size()));
        return switch (random.nextInt(16)) {
            case 0, 1 -> "tcp dport " + not + port();
            case 2 -> "tcp dport " + not + range();
            case 3 -> "tcp dport " + not + "{ " + port() + ", 2000-2010 }";
            case 4 -> "ip saddr " + not + source;
            case 5 -> "ip saddr " + not + "{ " + sources() + " }";
            case 6 -> "ip saddr " + not + "@s";
            case 7 ->
                "ip saddr " + not
                        + one("10.0.0.4/31", "10.0.0.6/31", "10.0.0.0/24", "192.0.2.0/24", "10.0.0.5-10.0.0.6");
            case 8 -> "ct state " + not + one("new", "established", "untracked", "invalid", "{ new, untracked }");
            case 9 -> "iifname " + not + one("\"v0\"", "\"v*\"", "\"eth0\"", "\"lo\"", "{ \"v0\", \"eth1\" }");
            case 10 -> "meta l4proto " + not + one("tcp", "udp", "{ tcp, udp }");
            case 11 ->
                "ip saddr . tcp dport " + not + "{ " + source + " . " + range() + ", 10.0.0.8 . " + port() + " }";
            case 12 ->
                one("tcp flags & (fin|syn|rst|ack) ", "tcp flags & (syn|ack) ") + one("== ", "!= ") + one("syn", "ack");
            case 13 ->
                one(
                        "ct status " + not + "dnat",
                        "fib daddr type " + not + "local",
                        "fib saddr . iif oif missing",
                        "icmp type echo-request",
                        "udp dport " + not + port(),
                        "ct direction original",
                        "meta pkttype " + not + "host",
                        "ip daddr " + not + "224.0.0.0/4");
            case 14 ->
                one(
                        "meta mark 7",
                        "tcp sport 1-40000",
                        "ip daddr " + Cable.HOST,
                        "limit rate 1000/second",
                        "ip ttl 64");
            default -> "meta l4proto tcp ct original proto-dst " + not + port();
        };
    }

    private String range() {
        int first = port();
        int last = Math.max(first, port());
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    private String sources() {
        return one("10.0.0.4", "10.0.0.5, 10.0.0.7", "10.0.0.4/31", "10.0.0.5-10.0.0.6, 192.0.2.1", "10.0.0.4/30");
    }

    private void add(String line) {
        text.append(line).append('\n');
    }
}
