package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.posix.Truth;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one class of packets to the questions of rules. Where the answer is yes for some of the packets and no for others, as
 * their ports or sources are on both sides of a border, it notes the border: there the class has to be split.
 */
final class Matching {
    private static final int ECN = TcpFlags.ECE | TcpFlags.CWR;
    private static final Set<String> LOCAL_STATES = Set.of("new", "untracked", "invalid");

    private final Budget budget;
    private @Nullable Border border;

    Matching(Budget budget) {
        this.budget = budget;
    }

    /**
     * Where a class of packets falls apart.
     *
     * @param ofPorts whether by ports; else by sources
     * @param last the last of the first part
     */
    record Border(boolean ofPorts, BigInteger last) {}

    /** The first border that was met; null if none was. */
    @Nullable
    Border border() {
        return border;
    }

    Truth test(Match match, Packets packets, Hook hook) {
        if (match instanceof Lookup lookup) {
            return lookup(lookup, packets, hook);
        }
        if (match instanceof TcpFlags flags) {
            return packets.protocol() == TransportProtocol.TCP ? flags(flags) : Truth.FALSE;
        }
        return Truth.MAYBE;
    }

    /** A SYN has no other flag but, if its sender wants ECN, ECE and CWR (RFC 3168). */
    private static Truth flags(TcpFlags flags) {
        Truth answer;
        if (flags.any()) {
            answer = (flags.mask() & TcpFlags.SYN) != 0
                    ? Truth.TRUE
                    : (flags.mask() & ECN) != 0 ? Truth.MAYBE : Truth.FALSE;
        } else {
            int certain = flags.mask() & ~ECN;
            boolean agrees = (TcpFlags.SYN & certain) == (flags.value() & ~ECN);
            answer = !agrees ? Truth.FALSE : (flags.mask() & ECN) == 0 ? Truth.TRUE : Truth.MAYBE;
        }
        return flags.negated() ? answer.not() : answer;
    }

    private Truth lookup(Lookup lookup, Packets packets, Hook hook) {
        Truth has = has(lookup.key(), packets, hook);
        if (has == Truth.FALSE) {
            return Truth.FALSE;
        }
        Truth found = Truth.FALSE;
        for (Element element : lookup.elements()) {
            found = found.or(element(lookup.key(), element, packets, hook));
            if (found == Truth.TRUE || !budget.takeStep()) {
                break;
            }
        }
        return has.and(lookup.negated() ? found.not() : found);
    }

    /** Whether the packets have what is asked for: else the rule is over, whatever is asked of it. */
    Truth has(List<Selector> key, Packets packets, Hook hook) {
        Truth all = Truth.TRUE;
        for (Selector selector : key) {
            if (!selector.protocols().contains(packets.protocol())
                    || !selector.families().contains(packets.family())) {
                return Truth.FALSE;
            }
            boolean ofConnection = selector.field() == Field.CT_STATUS
                    || selector.field() == Field.CT_DIRECTION
                    || selector.field() == Field.CT_OTHER
                    || selector.field() == Field.ORIGINAL_DESTINATION_PORT;
            if (ofConnection) {
                all = all.and(
                        switch (packets.tracking()) {
                            case NEW -> Truth.TRUE;
                            case UNKNOWN -> Truth.MAYBE;
                            case NOT_YET, UNTRACKED -> Truth.FALSE;
                        });
            }
            if (selector.field() == Field.OUTPUT_INTERFACE && hook != Hook.FORWARD) {
                all = all.and(Truth.MAYBE); // it has none: an empty name, or the end of the rule, by the kernel
            }
        }
        return all;
    }

    /** Whether the packets have the values of this element, of a key that they {@linkplain #has have}. */
    Truth element(List<Selector> key, Element element, Packets packets, Hook hook) {
        Truth all = Truth.TRUE;
        Border first = null;
        for (int i = 0; i < key.size(); i++) {
            Values values = element.values().get(i);
            Truth one = values instanceof AnyValue ? Truth.TRUE : value(key.get(i), values, packets, hook);
            if (one == Truth.MAYBE && first == null) {
                first = border(key.get(i).field(), values, packets);
            }
            all = all.and(one);
        }
        if (all == Truth.MAYBE && border == null) {
            border = first;
        }
        return all;
    }

    private static Truth value(Selector selector, Values values, Packets packets, Hook hook) {
        return switch (selector.field()) {
            case DESTINATION_PORT -> span(packets.destination().port().orElse(packets.ports()), values);
            case ORIGINAL_DESTINATION_PORT -> span(packets.ports(), values);
            case SOURCE_ADDRESS -> packets.sourcesKnown() ? span(packets.sources(), values) : Truth.MAYBE;
            case DESTINATION_ADDRESS -> destination(packets, values);
            case L4_PROTOCOL -> protocol(packets.protocol(), values);
            case NF_PROTOCOL -> name(values, packets.family() == AddressFamily.IPV4 ? "ipv4" : "ipv6");
            case INPUT_INTERFACE -> device(packets.device(), values);
            case OUTPUT_INTERFACE -> hook == Hook.FORWARD || isEverything(values) ? Truth.MAYBE : Truth.FALSE;
            case CT_STATE -> state(packets.tracking(), values);
            case CT_STATUS -> values instanceof Name name ? status(name.text(), packets.destination()) : Truth.MAYBE;
            case CT_DIRECTION -> name(values, "original");
            case DESTINATION_TYPE -> type(packets.destination(), values);
            case REVERSE_PATH -> name(values, "exists");
            case PACKET_TYPE -> name(values, "host");
            case CT_OTHER, OTHER -> Truth.MAYBE;
        };
    }

    private static Truth span(Span packets, Values values) {
        return values instanceof Span span
                ? span.contains(packets) ? Truth.TRUE : span.overlaps(packets) ? Truth.MAYBE : Truth.FALSE
                : Truth.MAYBE;
    }

    private static Truth name(Values values, String text) {
        return values instanceof Name name ? Truth.of(name.text().equals(text)) : Truth.MAYBE;
    }

    private static Truth protocol(TransportProtocol protocol, Values values) {
        int number = protocol == TransportProtocol.TCP ? 6 : 17;
        return values instanceof Span span ? span(Span.of(number, number), span) : name(values, protocol.toString());
    }

    private static boolean isEverything(Values values) {
        return values instanceof Name name && name.text().equals("*");
    }

    private static Truth device(Optional<String> device, Values values) {
        if (!(values instanceof Name name)) {
            return Truth.MAYBE;
        }
        boolean wild = name.text().endsWith("*");
        String text = wild ? name.text().substring(0, name.text().length() - 1) : name.text();
        if (device.isPresent()) {
            return Truth.of(wild ? device.get().startsWith(text) : device.get().equals(text));
        }
        return wild && text.isEmpty() ? Truth.TRUE : text.equals("lo") && !wild ? Truth.FALSE : Truth.MAYBE;
    }

    /** Which address of this host it is to, is not known; but it is to one, and neither to many nor, from outside, to the loopback. */
    private static Truth destination(Packets packets, Values values) {
        if (!(values instanceof Span span)) {
            return Truth.MAYBE;
        }
        if (span.contains(SpecialAddresses.all(packets.family()))) {
            return Truth.TRUE;
        }
        boolean unchanged = packets.destination().equals(Destination.UNCHANGED);
        return unchanged && SpecialAddresses.areNoneOfAHost(packets.family(), span, packets.device())
                ? Truth.FALSE
                : Truth.MAYBE;
    }

    private static Truth state(Tracking tracking, Values values) {
        if (!(values instanceof Name name)) {
            return Truth.MAYBE;
        }
        return switch (tracking) {
            case NOT_YET -> Truth.of(name.text().equals("invalid"));
            case NEW -> Truth.of(name.text().equals("new"));
            case UNTRACKED -> Truth.of(name.text().equals("untracked"));
            case UNKNOWN -> LOCAL_STATES.contains(name.text()) ? Truth.MAYBE : Truth.FALSE;
        };
    }

    /** Of a first packet: all other bits of the status are set later, or by what is behind the input hook. */
    private static Truth status(String name, Destination destination) {
        return switch (name) {
            case "dnat" -> destination.another();
            case "seen-reply", "assured", "confirmed", "dying" -> Truth.FALSE;
            default -> Truth.MAYBE;
        };
    }

    private static Truth type(Destination destination, Values values) {
        if (!(values instanceof Name name)) {
            return Truth.MAYBE;
        }
        return switch (destination.local()) {
            case TRUE -> Truth.of(name.text().equals("local"));
            case FALSE -> name.text().equals("local") ? Truth.FALSE : Truth.MAYBE;
            case MAYBE -> Truth.MAYBE;
        };
    }

    /** Where the packets are on both sides of these values. */
    private static @Nullable Border border(Field field, Values values, Packets packets) {
        if (!(values instanceof Span span)) {
            return null;
        }
        boolean asWritten = packets.destination().port().isEmpty();
        boolean ports = field == Field.ORIGINAL_DESTINATION_PORT || (field == Field.DESTINATION_PORT && asWritten);
        boolean sources = field == Field.SOURCE_ADDRESS && packets.sourcesKnown();
        if (!ports && !sources) {
            return null;
        }
        Span all = ports ? packets.ports() : packets.sources();
        BigInteger last = all.first().compareTo(span.first()) < 0 ? span.first().subtract(BigInteger.ONE) : span.last();
        return new Border(ports, last);
    }
}
