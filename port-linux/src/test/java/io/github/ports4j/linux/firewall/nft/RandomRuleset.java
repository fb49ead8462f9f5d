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
        if (perhaps(30)) {
            String family = table.startsWith("inet") ? "ip " : "";
            add("add chain " + table + " nat { type nat hook prerouting priority -100; }");
            add("add rule " + table + " nat " + matches() + " meta l4proto tcp redirect to :" + port());
            add("add rule " + table + " nat " + matches() + " " + one("dnat " + family + "to 10.0.0.1", "accept"));
        }
        if (perhaps(80)) {
            base(table, "in", "filter hook input priority " + one("-10", "0", "10"), 50);
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
            String last = perhaps(15)
                    ? one(
                            "tcp dport vmap @m",
                            "tcp dport vmap { " + port() + " : accept, 1 : drop }",
                            "ct state vmap { new : accept, established : drop }")
                    : verdict.equals("reject") && !chain.equals("in") ? "drop" : verdict;
            String matches = matches();
            boolean later = matches.contains("flags") || matches.contains("ct "); // what rejects later packets alone
            add("add rule " + table + " " + chain + " " + matches + " "
                    + (later && last.equals("reject") ? "drop" : last));
        }
    }

    private String matches() {
        return match() + (perhaps(50) ? " " + match() : "");
    }

    private String match() {
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
                one("meta mark 7", "tcp sport 1-40000", "ip daddr 10.0.0.1", "limit rate 1000/second", "ip ttl 64");
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
