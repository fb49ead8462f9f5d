package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Match;
import io.github.ports4j.linux.firewall.ruleset.Name;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.TcpFlags;
import io.github.ports4j.linux.firewall.ruleset.Values;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Decodes {@code match}. */
final class MatchDecoder {
    private static final BigInteger MOST_PORTS = BigInteger.valueOf(0xffff);

    private final NamedSets sets;

    MatchDecoder(NamedSets sets) {
        this.sets = sets;
    }

    Match match(JsonObject match) {
        String operator = Json.text(match, "op");
        JsonElement left = Json.member(match, "left");
        JsonElement right = Json.member(match, "right");
        boolean negated = operator.equals("!=") || operator.equals("!");
        if (isFlags(left)) {
            return flags(left, right, operator);
        }
        if (ValueDecoder.isObject(left, "&")) {
            return masked(left, right, operator);
        }
        List<Selector> key = SelectorDecoder.key(left);
        if (comparesBits(key, right, operator)) {
            return unclear(key);
        }
        Optional<List<Element>> elements = switch (operator) {
            case "==", "!=", "in", "!" -> elements(key, right);
            case "<", "<=", ">", ">=" -> ordered(key, operator, right);
            default -> Optional.empty();
        };
        return elements.<Match>map(found -> new Lookup(key, found, negated, setName(right)))
                .orElseGet(() -> unclear(key));
    }

    /**
     * States and statuses are bits. {@code ==} and {@code !=} compare all of them at once, which is not to ask whether one is set: a connection
     * has one state, but several statuses.
     */
    private static boolean comparesBits(List<Selector> key, JsonElement right, String operator) {
        boolean one = operator.equals("in") || operator.equals("!");
        boolean status = key.stream().anyMatch(selector -> selector.field() == Field.CT_STATUS);
        boolean state = key.get(0).field() == Field.CT_STATE && right.isJsonArray();
        return (status && (key.size() > 1 || !one)) || (state && !one);
    }

    /** Not known; but packets that have not what is asked for do not match. */
    static Match unclear(List<Selector> key) {
        List<Values> any = key.stream().map(selector -> (Values) new Name("?")).toList();
        List<Selector> other = key.stream()
                .map(selector -> new Selector(Field.OTHER, selector.protocols(), selector.families(), selector.text()))
                .toList();
        return new Lookup(other, List.of(new Element(any)), false);
    }

    /** The elements that are on the right: of a set, of a list of which one is enough, or a value alone. */
    Optional<List<Element>> elements(List<Selector> key, JsonElement right) {
        Optional<String> set = setName(right);
        if (set.isPresent()) {
            return sets.elements(set.get(), key);
        }
        List<JsonElement> all = ValueDecoder.isObject(right, "set")
                ? Json.list(right.getAsJsonObject().get("set"))
                : Json.list(right);
        return NamedSets.all(key, all);
    }

    /** The set that is on the right; empty if it is written there. */
    private static Optional<String> setName(JsonElement right) {
        return right.isJsonPrimitive() && right.getAsString().startsWith("@")
                ? Optional.of(right.getAsString().substring(1))
                : Optional.empty();
    }

    private static Optional<List<Element>> ordered(List<Selector> key, String operator, JsonElement right) {
        Optional<BigInteger> limit = ValueDecoder.number(right);
        boolean ports = key.size() == 1
                && (key.get(0).field() == Field.DESTINATION_PORT
                        || key.get(0).field() == Field.ORIGINAL_DESTINATION_PORT);
        if (!ports || limit.isEmpty()) {
            return Optional.empty();
        }
        BigInteger first = switch (operator) {
            case ">" -> limit.get().add(BigInteger.ONE);
            case ">=" -> limit.get();
            default -> BigInteger.ZERO;
        };
        BigInteger last = switch (operator) {
            case "<" -> limit.get().subtract(BigInteger.ONE);
            case "<=" -> limit.get();
            default -> MOST_PORTS;
        };
        return Optional.of(first.compareTo(last) > 0 ? List.of() : List.of(Element.of(new Span(first, last))));
    }

    private static boolean isFlags(JsonElement left) {
        JsonElement inner = ValueDecoder.isObject(left, "&")
                        && left.getAsJsonObject().get("&").isJsonArray()
                ? left.getAsJsonObject().get("&").getAsJsonArray().get(0)
                : left;
        if (!ValueDecoder.isObject(inner, "payload")) {
            return false;
        }
        JsonObject payload = Json.object(inner.getAsJsonObject().get("payload"));
        return Json.optionalText(payload, "protocol").equals(Optional.of("tcp"))
                && Json.optionalText(payload, "field").equals(Optional.of("flags"));
    }

    private Match flags(JsonElement left, JsonElement right, String operator) {
        List<Selector> key = List.of(Selector.of(Field.OTHER, TransportProtocol.TCP, "tcp flags"));
        boolean masked = ValueDecoder.isObject(left, "&");
        OptionalInt mask =
                masked ? bits(left.getAsJsonObject().get("&").getAsJsonArray().get(1)) : OptionalInt.of(0xff);
        OptionalInt value = bits(right);
        if (mask.isEmpty() || value.isEmpty()) {
            return unclear(key);
        }
        return switch (operator) {
            case "==" -> new TcpFlags(mask.getAsInt(), value.getAsInt(), false, false);
            case "!=" -> new TcpFlags(mask.getAsInt(), value.getAsInt(), false, true);
            case "!" -> new TcpFlags(mask.getAsInt() & value.getAsInt(), 0, false, false);
            case "in" -> new TcpFlags(mask.getAsInt() & value.getAsInt(), 0, true, false);
            default -> unclear(key);
        };
    }

    /** Flags by name, a list of such, all of them with {@code |}, or a number. */
    private static OptionalInt bits(JsonElement flags) {
        if (ValueDecoder.isObject(flags, "|")) {
            return bits(flags.getAsJsonObject().get("|"));
        }
        int bits = 0;
        for (JsonElement flag : Json.list(flags)) {
            OptionalInt one = flag.isJsonPrimitive()
                    ? bit(flag.getAsString())
                    : ValueDecoder.isObject(flag, "|") ? bits(flag) : OptionalInt.empty();
            if (one.isEmpty()) {
                return OptionalInt.empty();
            }
            bits |= one.getAsInt();
        }
        return OptionalInt.of(bits);
    }

    private static OptionalInt bit(String name) {
        return switch (name) {
            case "fin" -> OptionalInt.of(TcpFlags.FIN);
            case "syn" -> OptionalInt.of(TcpFlags.SYN);
            case "rst" -> OptionalInt.of(TcpFlags.RST);
            case "psh" -> OptionalInt.of(TcpFlags.PSH);
            case "ack" -> OptionalInt.of(TcpFlags.ACK);
            case "urg" -> OptionalInt.of(TcpFlags.URG);
            case "ecn" -> OptionalInt.of(TcpFlags.ECE);
            case "cwr" -> OptionalInt.of(TcpFlags.CWR);
            default ->
                name.matches("0x[0-9a-f]{1,2}|[1-9][0-9]{0,2}|0")
                        ? OptionalInt.of(Integer.decode(name) & 0xff)
                        : OptionalInt.empty();
        };
    }

    /** An address under a mask; a mask that is a prefix is one, everything else is not known. */
    private static Match masked(JsonElement left, JsonElement right, String operator) {
        List<JsonElement> sides = Json.list(left.getAsJsonObject().get("&"));
        List<Selector> key = SelectorDecoder.key(sides.get(0));
        Field field = key.get(0).field();
        boolean address = field == Field.SOURCE_ADDRESS || field == Field.DESTINATION_ADDRESS;
        if (key.size() != 1
                || !address
                || sides.size() != 2
                || !sides.get(1).isJsonPrimitive()
                || !right.isJsonPrimitive()
                || !List.of("==", "!=").contains(operator)) {
            return unclear(key);
        }
        Optional<BigInteger> mask =
                ValueDecoder.block(sides.get(1).getAsString()).map(span -> ((Span) span).first());
        int bits = key.get(0).families().contains(AddressFamily.IPV4) ? 32 : 128;
        int length = mask.map(BigInteger::bitCount).orElse(0);
        boolean prefix = mask.equals(Optional.of(
                BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE).shiftLeft(bits - length)));
        Optional<Values> block = prefix ? ValueDecoder.block(right.getAsString() + "/" + length) : Optional.empty();
        return block.<Match>map(span -> new Lookup(key, List.of(Element.of(span)), operator.equals("!=")))
                .orElseGet(() -> unclear(key));
    }
}
