package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Match;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What an expression reads of a packet. The kernel ends a rule where the packet does not have it, or a map has no value for it. */
final class Reading {
    private static final Set<String> OF_EVERY_PACKET =
            Set.of("mark", "priority", "l4proto", "nfproto", "protocol", "length", "pkttype", "cpu", "random");

    private Reading() {}

    /** The questions that are asked by it. */
    static List<Match> needs(JsonElement expression) {
        return asked(expression).toList();
    }

    private static Stream<Match> asked(JsonElement expression) {
        if (expression.isJsonArray()) {
            return expression.getAsJsonArray().asList().stream().flatMap(Reading::asked);
        }
        return expression.isJsonObject()
                ? expression.getAsJsonObject().entrySet().stream()
                        .flatMap(member -> asked(member, expression.getAsJsonObject()))
                : Stream.of();
    }

    private static Stream<Match> asked(Map.Entry<String, JsonElement> member, JsonObject whole) {
        if (member.getValue().isJsonPrimitive()) {
            return Stream.of();
        }
        return switch (member.getKey()) {
            case "payload", "ct", "tcp option" ->
                Stream.of(had(SelectorDecoder.key(whole).get(0)));
            case "meta" -> {
                Selector selector = SelectorDecoder.key(whole).get(0);
                String key = Json.text(Json.object(member.getValue()), "key");
                yield OF_EVERY_PACKET.contains(key) ? Stream.of() : Stream.of(new Unclear(selector.text()));
            }
            case "map" -> Stream.concat(asked(member.getValue()), Stream.of(new Unclear("map")));
            case "fib", "rt", "socket", "osf", "exthdr", "ip option", "ipsec", "tunnel" ->
                Stream.of(new Unclear(member.getKey()));
            default -> asked(member.getValue());
        };
    }

    private static Match had(Selector selector) {
        return selector.text().equals(SelectorDecoder.BYTES) ? new Unclear(selector.text()) : Lookup.has(selector);
    }
}
