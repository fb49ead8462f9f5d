package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The named sets and maps of one table. */
final class NamedSets {
    private static final Set<String> HARMLESS_STATEMENTS = Set.of("counter", "last");

    private final Map<String, JsonObject> byName = new HashMap<>();

    void add(JsonObject set) {
        byName.put(Json.text(set, "name"), set);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** The comment of the first element that has one. */
    Optional<String> comment(String name) {
        return contents(name).stream()
                .flatMap(List::stream)
                .filter(element -> ValueDecoder.isObject(element, "elem"))
                .flatMap(element ->
                        Json.optionalText(Json.object(element.getAsJsonObject().get("elem")), "comment").stream())
                .findFirst();
    }

    /** What is in a set now; empty if that is not understood. */
    Optional<List<Element>> elements(String name, List<Selector> key) {
        return contents(name).flatMap(elements -> all(key, elements));
    }

    /** What is in a set or map as nft writes it; empty if it is not known, or its elements may not hold for every packet. */
    Optional<List<JsonElement>> contents(String name) {
        JsonObject set = byName.get(name);
        if (set == null) {
            return Optional.empty();
        }
        for (JsonElement statement : Json.list(set.get("stmt"))) {
            if (!HARMLESS_STATEMENTS.contains(Json.only(statement).getKey())) {
                return Optional.empty();
            }
        }
        return Optional.of(Json.list(set.get("elem")));
    }

    static Optional<List<Element>> all(List<Selector> key, List<JsonElement> elements) {
        List<Element> decoded = new ArrayList<>();
        for (JsonElement element : elements) {
            Optional<Element> one = ValueDecoder.element(key, element);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            decoded.add(one.get());
        }
        return Optional.of(decoded);
    }
}
