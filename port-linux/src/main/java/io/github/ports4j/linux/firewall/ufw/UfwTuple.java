package io.github.ports4j.linux.firewall.ufw;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.spi.FilterMark;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule as ufw keeps it: {@code ### tuple ### allow tcp 8080 0.0.0.0/0 any 10.0.0.0/8 in_eth0 comment=706f…}, which is action,
 * protocol, port, destination, source port, source, for a profile of applications two more words, direction and interface, comment.
 *
 * @param action what it does, {@code allow}; {@code route:allow} for packets that are forwarded
 * @param match which packets it is for: all words but the action and the comment
 * @param comment its comment; empty if it has none
 * @see "ufw 0.36.2, src/backend_iptables.py, _write_rules and _read_rules"
 */
record UfwTuple(String action, String match, String comment) {
    private static final String PREFIX = "### tuple ### ";
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\S.*?)(?: comment=([0-9a-fA-F]*))?");
    private static final Pattern OPENING = Pattern.compile(
            "(tcp|udp) ([0-9]{1,5})(?::([0-9]{1,5}))? (?:0\\.0\\.0\\.0/0|::/0) any ([0-9a-fA-F.:]+(?:/[0-9]{1,3})?) in(?:_(\\S+))?");

    /** The rules in a file of rules, in its order. */
    static List<UfwTuple> parse(String file) {
        return file.lines()
                .filter(line -> line.startsWith(PREFIX))
                .map(line -> tuple(line.substring(PREFIX.length()).strip()))
                .toList();
    }

    private static UfwTuple tuple(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return new UfwTuple("", line, ""); // none of ours, and like none that we make
        }
        return new UfwTuple(
                matcher.group(1),
                matcher.group(2),
                Optional.ofNullable(matcher.group(3)).map(UfwTuple::decoded).orElse(""));
    }

    private static String decoded(String hex) {
        return hex.length() % 2 == 0 ? new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8) : "";
    }

    /** Which packets a rule is for that lets in what comes from this source, as ufw writes it. */
    static String match(
            TransportProtocol protocol, PortRange ports, AddressBlock source, Optional<String> interfaceName) {
        String all = AddressBlock.all(source.family()).toString();
        return protocol + " " + port(ports) + " " + all + " any " + source
                + interfaceName.map(name -> " in_" + name).orElse(" in");
    }

    /** Ports as ufw writes them: {@code 8080}, {@code 8000:8010}. */
    static String port(PortRange ports) {
        return ports.first() + (ports.size() == 1 ? "" : ":" + ports.last());
    }

    /** It as one of ours; empty if it is somebody else's, or not as we make them. */
    Optional<OwnRules.Piece> own(AddressFamily family) {
        Optional<FilterMark> mark = FilterMark.parse(comment);
        Matcher matcher = OPENING.matcher(match);
        if (mark.isEmpty() || !action.equals("allow") || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            int first = Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            AddressBlock source = AddressBlock.parse(matcher.group(4));
            OwnRules.Piece piece = new OwnRules.Piece(
                    mark.get(),
                    matcher.group(1).equals("tcp") ? TransportProtocol.TCP : TransportProtocol.UDP,
                    PortRange.of(first, last),
                    source,
                    Optional.ofNullable(matcher.group(5)),
                    "allow " + match);
            return source.family() == family ? Optional.of(piece) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a port or an address that can't be: not from us
        }
    }

    /**
     * Whether ufw takes the two for one rule: it keeps one for the same packets, whatever it does with them. It writes addresses in its own
     * way, {@code ::1.2.3.4} where we say {@code ::102:304}.
     */
    boolean isFor(String packets) {
        return values(match).equals(values(packets));
    }

    private static List<Object> values(String packets) {
        return Stream.of(packets.split(" ", -1)).map(UfwTuple::value).toList();
    }

    /** An address as what it stands for, another word as it is. */
    private static Object value(String word) {
        try {
            return AddressBlock.parse(word);
        } catch (IllegalArgumentException e) {
            return word;
        }
    }
}
