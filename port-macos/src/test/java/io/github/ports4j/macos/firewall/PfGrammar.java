package io.github.ports4j.macos.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checker of rules, strict and without a look at what writes them: a recursive descent over the grammar that stands at the end of
 * pf.conf(5) of OpenBSD 4.5, for as much of it as rules of ours may use, with what parse.y of that release says besides.
 *
 * <pre>
 * pf-rule      = action [ ( "in" | "out" ) ] [ "log" ] [ "quick" ] [ "on" ifspec ] [ af ] [ protospec ] hosts [ filteropt-list ]
 * action       = "pass" | "block" [ return ]
 * return       = "drop" | "return"
 * ifspec       = [ "!" ] interface-name
 * af           = "inet" | "inet6"
 * protospec    = "proto" ( "tcp" | "udp" )
 * hosts        = "all" | "from" host [ port ] "to" host [ port ]
 * host         = "any" | [ "!" ] address [ "/" mask-bits ]
 * port         = "port" ( unary-op | range )
 * unary-op     = [ "=" | "!=" ] number ;  range = number ":" number
 * filteropt    = "flags" S "/" SA | "keep" "state" | "label" string
 * </pre>
 */
final class PfGrammar {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\"[^\"\\n]*\"|[!={}()<>]|[^\\s\"!={}()<>,]+)");
    private static final Pattern BITS4 = Pattern.compile("(?:[0-9]|[12][0-9]|3[0-2])");
    private static final Pattern BITS6 = Pattern.compile("(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])");

    private final String line;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private String family = "";
    private String protocol = "";
    private boolean pass;

    private PfGrammar(String line) {
        this.line = line;
        Matcher matcher = TOKEN.matcher(line);
        int end = 0;
        while (end < line.length()) {
            matcher.region(end, line.length());
            require(matcher.lookingAt(), "a token at " + end);
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
    }

    /** Reads a whole file of rules. */
    static void check(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("a line without its end is a syntax error: " + text);
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            new PfGrammar(line).rule();
        }
    }

    private void rule() {
        pass = next().equals("pass");
        if (!pass) {
            require(tokens.get(0).equals("block"), "pass or block");
            if (!take("drop")) {
                take("return");
            }
        }
        if (!take("in")) {
            take("out");
        }
        take("log");
        take("quick");
        if (take("on")) {
            take("!");
            require(next().matches("[a-z][a-z0-9]{0,14}"), "an interface");
        }
        if (take("inet")) {
            family = "inet";
        } else if (take("inet6")) {
            family = "inet6";
        }
        if (take("proto")) {
            protocol = next();
            require(protocol.equals("tcp") || protocol.equals("udp"), "tcp or udp");
        }
        hosts();
        while (at < tokens.size()) {
            option();
        }
    }

    private void hosts() {
        if (take("all")) {
            return;
        }
        require(take("from"), "from");
        host();
        port();
        require(take("to"), "to");
        host();
        port();
    }

    private void host() {
        if (take("any")) {
            return;
        }
        take("!");
        String[] parts = next().split("/", -1);
        require(parts.length <= 2, "an address");
        boolean six = parts[0].indexOf(':') >= 0;
        require(
                six
                        ? isIpv6(parts[0])
                        : parts[0].matches("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}"),
                "an address");
        require(
                family.isEmpty() || family.equals(six ? "inet6" : "inet"),
                "no valid combination of family and address");
        require(parts.length == 1 || (six ? BITS6 : BITS4).matcher(parts[1]).matches(), "bits of a mask");
    }

    /** RFC 4291, section 2.2, forms 1 and 2. */
    private static boolean isIpv6(String text) {
        String[] halves = text.split("::", -1);
        if (halves.length > 2) {
            return false;
        }
        int groups = 0;
        for (String half : halves) {
            for (String group : half.isEmpty() ? new String[0] : half.split(":", -1)) {
                if (!group.matches("[0-9a-f]{1,4}")) {
                    return false;
                }
                groups++;
            }
        }
        return halves.length == 2 ? groups <= 7 : groups == 8;
    }

    private void port() {
        if (!take("port")) {
            return;
        }
        require(!protocol.isEmpty(), "port only applies to tcp/udp");
        if (take("!")) {
            require(take("="), "!=");
        } else {
            take("=");
        }
        String[] ends = next().split(":", -1);
        require(ends.length <= 2, "a port or a range");
        int last = 0;
        for (String end : ends) {
            require(end.matches("[1-9][0-9]{0,4}") && Integer.parseInt(end) <= 65535, "a port");
            require(Integer.parseInt(end) >= last, "a range that is not reversed: it would never match");
            last = Integer.parseInt(end);
        }
    }

    private void option() {
        String word = next();
        switch (word) {
            case "flags" -> {
                require(protocol.equals("tcp"), "flags only apply to tcp");
                require(next().equals("S/SA"), "S/SA");
            }
            case "keep" -> {
                require(take("state"), "state");
                require(pass, "keep state is for rules that pass");
            }
            case "label" -> {
                String label = next();
                require(label.matches("\"[^\"$]{1,63}\""), "a label of at most 63 characters without $");
            }
            default -> require(false, "an option");
        }
    }

    private boolean take(String token) {
        boolean same = at < tokens.size() && tokens.get(at).equals(token);
        at += same ? 1 : 0;
        return same;
    }

    private String next() {
        require(at < tokens.size(), "more");
        return tokens.get(at++);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("syntax error, expected " + what + ": " + line);
        }
    }
}
