package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes what is on the left of a comparison. What is not known here is a field whose value is not known beforehand. */
final class SelectorDecoder {
    /** A part of the packet by its place alone. */
    static final String BYTES = "bytes of the packet";

    private SelectorDecoder() {}

    /** The fields; more than one for a concatenation. */
    static List<Selector> key(JsonElement left) {
        if (left.isJsonObject() && left.getAsJsonObject().has("concat")) {
            return Json.list(left.getAsJsonObject().get("concat")).stream()
                    .map(SelectorDecoder::selector)
                    .toList();
        }
        return List.of(selector(left));
    }

    private static Selector selector(JsonElement left) {
        if (!left.isJsonObject() || left.getAsJsonObject().size() != 1) {
            return other(left);
        }
        Map.Entry<String, JsonElement> only = Json.only(left);
        JsonElement body = only.getValue();
        if (!body.isJsonObject()) {
            return other(left);
        }
        JsonObject object = body.getAsJsonObject();
        return switch (only.getKey()) {
            case "payload" -> payload(object);
            case "meta" -> meta(Json.text(object, "key"));
            case "ct" -> ct(object);
            case "fib" -> fib(object);
            case "tcp option" -> Selector.of(Field.OTHER, TransportProtocol.TCP, "tcp option");
            default -> other(left);
        };
    }

    private static Selector other(JsonElement left) {
        String text = left.isJsonObject() && left.getAsJsonObject().size() == 1
                ? Json.only(left).getKey()
                : left.toString();
        return Selector.of(Field.OTHER, text);
    }

    private static Selector payload(JsonObject payload) {
        Optional<String> protocol = Json.optionalText(payload, "protocol");
        Optional<String> name = Json.optionalText(payload, "field");
        if (protocol.isEmpty() || name.isEmpty()) {
            return Selector.of(Field.OTHER, BYTES);
        }
        String text = protocol.get() + " " + name.get();
        return switch (protocol.get()) {
            case "th" -> Selector.of(name.get().equals("dport") ? Field.DESTINATION_PORT : Field.OTHER, text);
            case "tcp" -> transport(TransportProtocol.TCP, name.get(), text);
            case "udp" -> transport(TransportProtocol.UDP, name.get(), text);
            case "ip" -> network(AddressFamily.IPV4, name.get(), text);
            case "ip6" -> network(AddressFamily.IPV6, name.get(), text);
            case "icmp", "icmpv6", "igmp", "sctp", "dccp", "esp", "ah", "comp", "udplite", "arp" ->
                Selector.ofNone(text);
            default -> Selector.of(Field.OTHER, text);
        };
    }

    private static Selector transport(TransportProtocol protocol, String name, String text) {
        return Selector.of(name.equals("dport") ? Field.DESTINATION_PORT : Field.OTHER, protocol, text);
    }

    private static Selector network(AddressFamily family, String name, String text) {
        Field field = switch (name) {
            case "saddr" -> Field.SOURCE_ADDRESS;
            case "daddr" -> Field.DESTINATION_ADDRESS;
            case "protocol", "nexthdr" -> Field.L4_PROTOCOL;
            default -> Field.OTHER;
        };
        return Selector.of(field, family, text);
    }

    private static Selector meta(String key) {
        Field field = switch (key) {
            case "l4proto" -> Field.L4_PROTOCOL;
            case "nfproto", "protocol" -> Field.NF_PROTOCOL;
            case "iif", "iifname" -> Field.INPUT_INTERFACE;
            case "oif", "oifname" -> Field.OUTPUT_INTERFACE;
            case "pkttype" -> Field.PACKET_TYPE;
            default -> Field.OTHER;
        };
        return Selector.of(field, key.startsWith("iif") || key.startsWith("oif") ? key : "meta " + key);
    }

    private static Selector ct(JsonObject ct) {
        String key = Json.text(ct, "key");
        Optional<String> direction = Json.optionalText(ct, "dir");
        String text = "ct " + direction.map(dir -> dir + " ").orElse("") + key;
        Field field = switch (key) {
            case "state" -> Field.CT_STATE;
            case "status" -> Field.CT_STATUS;
            case "direction" -> Field.CT_DIRECTION;
            case "proto-dst" ->
                direction.equals(Optional.of("original")) ? Field.ORIGINAL_DESTINATION_PORT : Field.CT_OTHER;
            default -> Field.CT_OTHER;
        };
        return Selector.of(field, text);
    }

    private static Selector fib(JsonObject fib) {
        String result = Json.text(fib, "result");
        List<String> flags = Json.list(fib.get("flags")).stream()
                .map(JsonElement::getAsString)
                .toList();
        String text = "fib " + String.join(" . ", flags) + " " + result;
        boolean reverse = result.startsWith("oif") && flags.contains("saddr") && flags.contains("iif");
        boolean type = result.equals("type") && flags.equals(List.of("daddr"));
        return Selector.of(reverse ? Field.REVERSE_PATH : type ? Field.DESTINATION_TYPE : Field.OTHER, text);
    }
}
