package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.linux.firewall.ruleset.AnyValue;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.NoTrack;
import io.github.ports4j.linux.firewall.ruleset.Rewrite;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.Translation;
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import io.github.ports4j.linux.firewall.ruleset.VerdictMap;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes the statements of a rule. */
final class StatementDecoder {
    private static final Span EVERY_PORT = Span.of(0, 0xffff);

    private final TableFamily family;
    private final NamedSets sets;
    private final MatchDecoder matches;

    StatementDecoder(TableFamily family, NamedSets sets) {
        this.family = family;
        this.sets = sets;
        matches = new MatchDecoder(sets);
    }

    /** What a statement asks or does; nothing if it has no influence on the way of a packet. */
    List<Statement> statement(JsonElement element) {
        Map.Entry<String, JsonElement> only = Json.only(element);
        String name = only.getKey();
        JsonElement body = only.getValue();
        return switch (name) {
            case "match" -> List.of(matches.match(Json.object(body)));
            case "accept", "drop", "return", "continue", "jump", "goto" -> List.of(verdict(element));
            case "reject" -> List.of(new Verdict.Drop(true));
            case "vmap" -> List.of(verdicts(Json.object(body)));
            case "notrack" -> List.of(new NoTrack());
            case "dnat" -> List.of(dnat(Json.object(body)));
            case "redirect" -> List.of(redirect(body));
            case "snat", "masquerade" -> List.of(new Rewrite(Field.SOURCE_ADDRESS), new Verdict.Accept());
            case "mangle" -> mangle(Json.object(body));
            case "limit", "quota", "ct count", "set", "map" -> List.of(new Unclear(name));
            case "xt" -> List.of(xt(body));
            case "counter", "log", "comment", "dup", "last", "secmark", "ct helper", "ct timeout", "ct expectation" ->
                List.of();
            default -> List.of(new Verdict.Undecided(name));
        };
    }

    /** Of a match of iptables, nft tells the name alone, and of a target too. */
    private static Statement xt(JsonElement body) {
        JsonObject xt = Json.object(body);
        String name = "xt " + Json.optionalText(xt, "name").orElse("");
        return Json.optionalText(xt, "type").equals(Optional.of("match"))
                ? new Unclear(name)
                : new Verdict.Undecided(name);
    }

    private static Verdict verdict(JsonElement element) {
        Map.Entry<String, JsonElement> only = Json.only(element);
        return switch (only.getKey()) {
            case "accept" -> new Verdict.Accept();
            case "drop" -> new Verdict.Drop(false);
            case "return" -> new Verdict.Return();
            case "continue" -> new Verdict.Continue();
            case "jump" -> new Verdict.Jump(Json.text(Json.object(only.getValue()), "target"));
            case "goto" -> new Verdict.Goto(Json.text(Json.object(only.getValue()), "target"));
            default -> new Verdict.Undecided(only.getKey());
        };
    }

    private Statement verdicts(JsonObject vmap) {
        List<Selector> key = SelectorDecoder.key(Json.member(vmap, "key"));
        JsonElement data = Json.member(vmap, "data");
        Optional<List<JsonElement>> pairs = data.isJsonPrimitive()
                ? sets.contents(data.getAsString().replaceFirst("^@", ""))
                : ValueDecoder.isObject(data, "set")
                        ? Optional.of(Json.list(data.getAsJsonObject().get("set")))
                        : Optional.empty();
        List<VerdictMap.Entry> entries = new ArrayList<>();
        List<VerdictMap.Entry> others = new ArrayList<>();
        for (JsonElement pair : pairs.orElse(List.of())) {
            List<JsonElement> sides = Json.list(pair);
            Optional<Element> element = sides.size() == 2 ? ValueDecoder.element(key, sides.get(0)) : Optional.empty();
            if (element.isEmpty()) {
                return new Verdict.Undecided("vmap");
            }
            boolean all = element.get().values().stream().allMatch(AnyValue.class::isInstance);
            (all ? others : entries).add(new VerdictMap.Entry(element.get(), verdict(sides.get(1))));
        }
        entries.addAll(others); // what is for all others is asked last
        boolean status = key.stream().anyMatch(selector -> selector.field() == Field.CT_STATUS); // it is several bits
        return pairs.isEmpty() || status ? new Verdict.Undecided("vmap") : new VerdictMap(key, entries);
    }

    private Translation dnat(JsonObject dnat) {
        Optional<AddressFamily> only = Json.optionalText(dnat, "family")
                .or(() -> family == TableFamily.INET ? Optional.empty() : Optional.of(family.toString()))
                .map(name -> name.equals("ip") ? AddressFamily.IPV4 : AddressFamily.IPV6);
        JsonElement address = dnat.get("addr");
        Optional<InetAddress> one = Optional.empty();
        if (address != null && address.isJsonPrimitive()) {
            try {
                one = Optional.of(AddressBlock.parse(address.getAsString()).address());
            } catch (IllegalArgumentException e) {
                one = Optional.empty(); // an address that is not known here
            }
        }
        Translation.Target target = one.isPresent() ? Translation.Target.ADDRESS : Translation.Target.UNKNOWN;
        boolean byMap = address != null && !address.isJsonPrimitive() && !ValueDecoder.isObject(address, "range");
        Optional<Span> ports = dnat.has("port")
                ? Optional.of(ports(dnat.get("port")))
                : byMap ? Optional.of(EVERY_PORT) : Optional.empty();
        return new Translation(only, target, one, ports);
    }

    private static Translation redirect(JsonElement body) {
        JsonElement port = body.isJsonObject() ? body.getAsJsonObject().get("port") : null;
        Optional<Span> ports = port == null ? Optional.empty() : Optional.of(ports(port));
        return new Translation(Optional.empty(), Translation.Target.THIS_HOST, Optional.empty(), ports);
    }

    private static Span ports(JsonElement port) {
        return ValueDecoder.element(List.of(Selector.of(Field.DESTINATION_PORT, "port")), port)
                .map(element -> element.values().get(0))
                .filter(Span.class::isInstance)
                .map(Span.class::cast)
                .orElse(EVERY_PORT);
    }

    /** Writes into the packet, or beside it. */
    private static List<Statement> mangle(JsonObject mangle) {
        List<Selector> key = SelectorDecoder.key(Json.member(mangle, "key"));
        Field field = key.get(0).field();
        return switch (field) {
            case DESTINATION_PORT, DESTINATION_ADDRESS, SOURCE_ADDRESS -> List.of(new Rewrite(field));
            case OTHER ->
                key.get(0).text().equals(SelectorDecoder.BYTES)
                        ? List.of(new Verdict.Undecided(SelectorDecoder.BYTES + " set"))
                        : List.of();
            default -> List.of(new Verdict.Undecided(key.get(0).text() + " set"));
        };
    }
}
