package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.ports4j.FirewallException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes apart what nft answers in JSON. What has another form than the manual says is not understood, and said so. */
final class Json {
    private Json() {}

    /** The objects of an answer: the members of {@code nftables}. */
    static List<JsonObject> objects(String text) {
        JsonElement root = parsed(text);
        JsonElement objects = root.isJsonObject() ? root.getAsJsonObject().get("nftables") : null;
        if (objects == null || !objects.isJsonArray()) {
            throw notUnderstood(text);
        }
        return objects.getAsJsonArray().asList().stream().map(Json::object).toList();
    }

    private static JsonElement parsed(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw notUnderstood(text);
        }
    }

    /** The only member of an object, such as {@code match} or {@code rule}. */
    static Map.Entry<String, JsonElement> only(JsonElement element) {
        if (element.isJsonPrimitive()) {
            return Map.entry(element.getAsString(), JsonNull.INSTANCE); // as newer versions write "accept"
        }
        if (!element.isJsonObject() || element.getAsJsonObject().size() != 1) {
            throw notUnderstood(element.toString());
        }
        return element.getAsJsonObject().entrySet().iterator().next();
    }

    static JsonObject object(JsonElement element) {
        if (!element.isJsonObject()) {
            throw notUnderstood(element.toString());
        }
        return element.getAsJsonObject();
    }

    /** A member that has to be there. */
    static JsonElement member(JsonObject object, String name) {
        JsonElement member = object.get(name);
        if (member == null) {
            throw notUnderstood(object.toString());
        }
        return member;
    }

    /** A member that is a text, and has to be there. */
    static String text(JsonObject object, String name) {
        return text(object, name, object.get(name));
    }

    private static String text(JsonObject object, String name, @Nullable JsonElement member) {
        if (member == null || !member.isJsonPrimitive()) {
            throw notUnderstood(name + " of " + object);
        }
        return member.getAsString();
    }

    /** A member that is a text, where it is there. */
    static Optional<String> optionalText(JsonObject object, String name) {
        JsonElement member = object.get(name);
        return member == null || member.isJsonNull() ? Optional.empty() : Optional.of(text(object, name, member));
    }

    /** A member that is a whole number, and has to be there. */
    static long number(JsonObject object, String name) {
        try {
            return Long.parseLong(text(object, name));
        } catch (NumberFormatException e) {
            throw notUnderstood(name + " of " + object);
        }
    }

    /** The members of a list; something else is a list of one. */
    static List<JsonElement> list(@Nullable JsonElement element) {
        if (element == null || element.isJsonNull()) {
            return List.of();
        }
        return element.isJsonArray() ? element.getAsJsonArray().asList() : List.of(element);
    }

    static FirewallException notUnderstood(String what) {
        String start = what.length() > 200 ? what.substring(0, 200) + " ..." : what;
        return new FirewallException(
                List.of(Nft.PROGRAM, "-j"), -1, start, "this is not understood, and so nothing is said of the rules");
    }
}
