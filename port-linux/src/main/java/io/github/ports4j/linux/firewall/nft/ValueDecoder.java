package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressBlock;
import io.github.ports4j.linux.firewall.ruleset.AnyValue;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Name;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decodes what is on the right of a comparison. Empty where that is not understood. */
final class ValueDecoder {
    private ValueDecoder() {}

    /** An element of a set, or a value alone: one value for each field of the key. */
    static Optional<Element> element(List<Selector> key, JsonElement element) {
        JsonElement value = element;
        if (isObject(value, "elem")) {
            JsonObject body = Json.object(value.getAsJsonObject().get("elem"));
            if (!ELEMENT.containsAll(body.keySet())) {
                return Optional.empty(); // such as a limit, by which an element may be there for some packets alone
            }
            value = Json.member(body, "val");
        }
        List<JsonElement> parts =
                isObject(value, "concat") ? Json.list(value.getAsJsonObject().get("concat")) : List.of(value);
        if (value.isJsonPrimitive() && value.getAsString().equals("*")) {
            return Optional.of(new Element(
                    key.stream().map(field -> (Values) new AnyValue()).toList()));
        }
        if (parts.size() != key.size()) {
            return Optional.empty();
        }
        List<Values> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Optional<Values> one = values(key.get(i), parts.get(i));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            values.add(one.get());
        }
        return Optional.of(new Element(values));
    }

    private static final Set<String> ELEMENT = Set.of("val", "timeout", "expires", "comment", "counter");

    static boolean isObject(JsonElement element, String name) {
        return element.isJsonObject() && element.getAsJsonObject().has(name);
    }

    private static Optional<Values> values(Selector selector, JsonElement value) {
        return switch (selector.field()) {
            case DESTINATION_PORT, ORIGINAL_DESTINATION_PORT -> span(value, ValueDecoder::number);
            case SOURCE_ADDRESS, DESTINATION_ADDRESS -> span(value, ValueDecoder::address);
            case L4_PROTOCOL -> span(value, ValueDecoder::number).or(() -> name(value));
            case NF_PROTOCOL -> name(value).map(ValueDecoder::family);
            case REVERSE_PATH -> name(value).flatMap(ValueDecoder::path);
            case INPUT_INTERFACE, OUTPUT_INTERFACE ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
                        ? Optional.empty() // the number of an interface that has gone
                        : name(value);
            case CT_STATE, CT_STATUS, CT_DIRECTION, DESTINATION_TYPE, PACKET_TYPE -> name(value);
            case CT_OTHER, OTHER -> Optional.of(new Name(value.toString()));
        };
    }

    private static Optional<Values> name(JsonElement value) {
        return value.isJsonPrimitive() ? Optional.of(new Name(value.getAsString())) : Optional.empty();
    }

    private static Values family(Values values) {
        if (values instanceof Name name) {
            return switch (name.text()) {
                case "ip" -> new Name("ipv4");
                case "ip6" -> new Name("ipv6");
                default -> name;
            };
        }
        return values;
    }

    /** nft writes {@code missing} as false or as interface 0. */
    private static Optional<Values> path(Values values) {
        if (!(values instanceof Name name)) {
            return Optional.empty();
        }
        return switch (name.text()) {
            case "false", "0" -> Optional.of(new Name("missing"));
            case "true" -> Optional.of(new Name("exists"));
            default -> Optional.empty();
        };
    }

    private interface Reading {
        Optional<BigInteger> of(JsonElement value);
    }

    /** One value, {@code range} or {@code prefix}. */
    private static Optional<Values> span(JsonElement value, Reading reading) {
        if (isObject(value, "range")) {
            List<JsonElement> ends = Json.list(value.getAsJsonObject().get("range"));
            Optional<BigInteger> first = ends.size() == 2 ? reading.of(ends.get(0)) : Optional.empty();
            Optional<BigInteger> last = ends.size() == 2 ? reading.of(ends.get(1)) : Optional.empty();
            return first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) <= 0
                    ? Optional.of(new Span(first.get(), last.get()))
                    : Optional.empty();
        }
        if (isObject(value, "prefix")) {
            JsonObject prefix = Json.object(value.getAsJsonObject().get("prefix"));
            return block(Json.text(prefix, "addr") + "/" + Json.number(prefix, "len"));
        }
        return reading.of(value).map(one -> new Span(one, one));
    }

    static Optional<Values> block(String text) {
        try {
            return Optional.of(Span.of(AddressBlock.parse(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A number; negative ones and names of services are not understood. */
    static Optional<BigInteger> number(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsString().matches("[0-9]{1,10}")
                ? Optional.of(new BigInteger(value.getAsString()))
                : Optional.empty();
    }

    private static Optional<BigInteger> address(JsonElement value) {
        return value.isJsonPrimitive()
                ? block(value.getAsString()).map(span -> ((Span) span).first())
                : Optional.empty();
    }
}
