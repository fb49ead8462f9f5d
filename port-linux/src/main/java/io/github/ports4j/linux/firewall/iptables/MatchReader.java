package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.AnyValue;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Match;
import io.github.ports4j.linux.firewall.ruleset.Name;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.TcpFlags;
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import io.github.ports4j.linux.firewall.ruleset.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the matches of one rule, an option at a time. A module none of whose options is understood is a match that is unclear. */
final class MatchReader {
    private static final Set<String> BASE = Set.of("-s", "-d", "-i", "-o", "-p");
    private static final Map<String, Integer> FLAGS = Map.of(
            "FIN", TcpFlags.FIN,
            "SYN", TcpFlags.SYN,
            "RST", TcpFlags.RST,
            "PSH", TcpFlags.PSH,
            "ACK", TcpFlags.ACK,
            "URG", TcpFlags.URG,
            "NONE", 0,
            "ALL", TcpFlags.FIN | TcpFlags.SYN | TcpFlags.RST | TcpFlags.PSH | TcpFlags.ACK | TcpFlags.URG);
    private static final Set<String> OF_OTHERS =
            Set.of("rt", "frag", "hbh", "dst", "mh", "ah", "esp", "icmp", "icmp6", "sctp", "dccp");
    private static final Set<String> STATES = Set.of("NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED");
    private static final Map<String, String> PACKET_TYPES =
            Map.of("unicast", "host", "broadcast", "broadcast", "multicast", "multicast");

    private final AddressFamily family;
    private final List<Match> unanswered = new ArrayList<>();
    private String module = "";
    private boolean seen = true; // whether the module has shown an option

    MatchReader(AddressFamily family) {
        this.family = family;
    }

    /** The options that follow are this module's. */
    void module(String name) {
        if (!seen) {
            unanswered.add(OF_OTHERS.contains(module) ? ofOthers() : new Unclear("-m " + module));
        }
        module = name;
        seen = name.equals("tcp") || name.equals("udp"); // which may stand alone
    }

    /** What remains of modules that have said nothing: {@code -m socket}. */
    List<Match> unanswered() {
        module("");
        return unanswered;
    }

    /** Takes one option and its values. */
    List<Match> option(RuleWords words) {
        boolean negated = words.skip("!");
        String option = words.next();
        Optional<Match> match = BASE.contains(option) ? base(option, words.peek()) : ofModule(option, words);
        if (match.isEmpty()) {
            seen = true;
            Match unclear = unclear(option, words);
            return List.of(OF_OTHERS.contains(module) ? ofOthers() : unclear);
        }
        if (BASE.contains(option) || !option.equals("--tcp-flags")) {
            words.next();
        }
        if (!BASE.contains(option)) {
            seen = true;
        }
        return List.of(negated ? negated(match.get()) : match.get());
    }

    /**
     * What only packets have that a ruleset is not asked about: with an extension header, or of another protocol. All others do not match,
     * also if the option is negated.
     */
    private Match ofOthers() {
        return Lookup.of(Selector.ofNone("-m " + module), new AnyValue());
    }

    private Match unclear(String option, RuleWords words) {
        StringBuilder text = new StringBuilder(module.isEmpty() ? "" : "-m " + module + " ").append(option);
        while (words.hasNext() && !words.peek().startsWith("-") && !words.peek().equals("!")) {
            text.append(' ').append(words.next());
        }
        return new Unclear(text.toString());
    }

    private static Match negated(Match match) {
        if (match instanceof Lookup lookup) {
            return lookup.negate();
        }
        if (match instanceof TcpFlags flags) {
            return new TcpFlags(flags.mask(), flags.value(), flags.any(), !flags.negated());
        }
        return match; // unclear either way
    }

    private Optional<Match> base(String option, String value) {
        return switch (option) {
            case "-s" -> block(value).map(block -> address(Field.SOURCE_ADDRESS, "-s", block));
            case "-d" -> block(value).map(block -> address(Field.DESTINATION_ADDRESS, "-d", block));
            case "-i" -> device(value).map(name -> Lookup.of(Selector.of(Field.INPUT_INTERFACE, "-i"), name));
            case "-o" -> device(value).map(name -> Lookup.of(Selector.of(Field.OUTPUT_INTERFACE, "-o"), name));
            default -> protocol(value).map(name -> Lookup.of(Selector.of(Field.L4_PROTOCOL, "-p"), name));
        };
    }

    private Match address(Field field, String text, AddressBlock block) {
        return Lookup.of(Selector.of(field, family, text), Span.of(block));
    }

    /** Empty for a mask with holes, {@code 10.0.0.0/255.0.255.0}. */
    private Optional<AddressBlock> block(String text) {
        try {
            return Optional.of(AddressBlock.parse(text)).filter(block -> block.family() == family);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A {@code +} at the end stands for whatever follows; a {@code *} only for itself, which can't be said in a ruleset. */
    private static Optional<Values> device(String text) {
        if (text.isEmpty() || text.endsWith("*")) {
            return Optional.empty();
        }
        return Optional.of(new Name(text.endsWith("+") ? text.substring(0, text.length() - 1) + "*" : text));
    }

    private static Optional<Values> protocol(String text) {
        if (text.matches("[0-9]{1,3}")) {
            long number = Long.parseLong(text);
            return Optional.of(Span.of(number, number));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(new Name(text));
    }

    private Optional<Match> ofModule(String option, RuleWords words) {
        String value = words.peek();
        return switch (module + " " + option) {
            case "tcp --dport" -> ports(value, TransportProtocol.TCP);
            case "udp --dport" -> ports(value, TransportProtocol.UDP);
            case "tcp --tcp-flags" -> tcpFlags(words);
            case "multiport --dports" -> ports(value);
            case "conntrack --ctstate", "state --state" -> states(value);
            case "conntrack --ctdir" -> one(Field.CT_DIRECTION, "--ctdir", value.toLowerCase(Locale.ROOT));
            case "conntrack --ctorigdstport" ->
                spans(value)
                        .map(spans -> new Lookup(
                                List.of(Selector.of(Field.ORIGINAL_DESTINATION_PORT, "--ctorigdstport")),
                                spans.stream().map(Element::of).toList(),
                                false));
            case "addrtype --dst-type" -> names(Field.DESTINATION_TYPE, "--dst-type", value);
            case "pkttype --pkt-type" ->
                Optional.ofNullable(PACKET_TYPES.get(value))
                        .flatMap(name -> one(Field.PACKET_TYPE, "--pkt-type", name));
            case "iprange --src-range" -> range(value);
            default -> Optional.empty();
        };
    }

    private static Optional<Match> one(Field field, String text, String name) {
        return Optional.of(Lookup.of(Selector.of(field, text), new Name(name)));
    }

    private static Optional<Match> names(Field field, String text, String list) {
        Values[] names = Stream.of(list.toLowerCase(Locale.ROOT).split(",", -1))
                .map(Name::new)
                .toArray(Values[]::new);
        return list.isEmpty() ? Optional.empty() : Optional.of(Lookup.of(Selector.of(field, text), names));
    }

    /** {@code DNAT} is a state of its own only in iptables: to the kernel it is a bit of the status. */
    private static Optional<Match> states(String list) {
        if (list.equals("DNAT")) {
            return one(Field.CT_STATUS, "--ctstate", "dnat");
        }
        return STATES.containsAll(List.of(list.split(",", -1)))
                ? names(Field.CT_STATE, "--ctstate", list)
                : Optional.empty();
    }

    private static Optional<Match> ports(String text, TransportProtocol protocol) {
        return spans(text)
                .filter(spans -> spans.size() == 1)
                .map(spans -> Lookup.of(Selector.of(Field.DESTINATION_PORT, protocol, "--dport"), spans.get(0)));
    }

    private static Optional<Match> ports(String list) {
        return spans(list)
                .map(spans -> Lookup.of(Selector.of(Field.DESTINATION_PORT, "--dports"), spans.toArray(Values[]::new)));
    }

    /** {@code 1,2,5:9}; iptables-save prints numbers. */
    private static Optional<List<Span>> spans(String list) {
        List<Span> spans = new ArrayList<>();
        for (String text : list.split(",", -1)) {
            if (!text.matches("[0-9]{1,5}(:[0-9]{1,5})?")) {
                return Optional.empty();
            }
            int colon = text.indexOf(':');
            int first = Integer.parseInt(colon < 0 ? text : text.substring(0, colon));
            int last = colon < 0 ? first : Integer.parseInt(text.substring(colon + 1));
            if (first > last) {
                return Optional.empty();
            }
            spans.add(Span.of(first, last));
        }
        return Optional.of(spans);
    }

    private Optional<Match> range(String text) {
        String[] ends = text.split("-", 2);
        Optional<AddressBlock> first = block(ends[0]);
        Optional<AddressBlock> last = ends.length == 2 ? block(ends[1]) : Optional.empty();
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Lookup.of(
                Selector.of(Field.SOURCE_ADDRESS, family, "--src-range"),
                Span.of(first.get().address(), last.get().address())));
    }

    /** Takes both lists, if they are understood. */
    private static Optional<Match> tcpFlags(RuleWords words) {
        String mask = words.next();
        String value = words.next();
        Optional<Integer> looked = flags(mask);
        Optional<Integer> set = flags(value);
        return Optional.of(
                looked.isEmpty() || set.isEmpty()
                        ? new Unclear("--tcp-flags " + mask + " " + value)
                        : new TcpFlags(looked.get(), set.get(), false, false));
    }

    private static Optional<Integer> flags(String list) {
        int bits = 0;
        for (String name : list.split(",", -1)) {
            Integer bit = FLAGS.get(name);
            if (bit == null) {
                return Optional.empty();
            }
            bits |= bit;
        }
        return Optional.of(bits);
    }
}
