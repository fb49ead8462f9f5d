package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.AnyValue;
import io.github.ports4j.linux.firewall.ruleset.Element;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Match;
import io.github.ports4j.linux.firewall.ruleset.NoTrack;
import io.github.ports4j.linux.firewall.ruleset.Rewrite;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.SideEffect;
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
import java.util.stream.Stream;

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

    /**
     * What a statement asks or does. Before what it does stands what the packet has to be like for that, which nft does not print: the
     * kernel ends the rule for others.
     */
    List<Statement> statement(JsonElement element) {
        Map.Entry<String, JsonElement> only = Json.only(element);
        String name = only.getKey();
        JsonElement body = only.getValue();
        return switch (name) {
            case "match" -> List.of(matches.match(Json.object(body)));
            case "accept", "drop", "return", "continue", "jump", "goto" -> List.of(verdict(element));
            case "reject" -> reject(body);
            case "vmap" -> List.of(verdicts(Json.object(body)));
            case "notrack" -> List.of(new NoTrack());
            case "dnat" -> needing(List.of(body), dnat(Json.object(body)));
            case "redirect" -> needing(List.of(body), redirect(body));
            case "snat", "masquerade" -> snat(body);
            case "mangle" -> mangle(Json.object(body));
            case "limit", "quota", "ct count", "set", "map" -> List.of(new Unclear(name));
            case "xt" -> List.of(xt(body));
            case "counter", "log", "comment", "dup", "last", "secmark", "ct helper", "ct timeout" ->
                needing(List.of(body), new SideEffect(name));
            default -> List.of(new Verdict.Undecided(name));
        };
    }

    private static List<Statement> needing(List<JsonElement> expressions, Statement... done) {
        return Stream.concat(
                        expressions.stream().flatMap(expression -> Reading.needs(expression).stream()), Stream.of(done))
                .toList();
    }

    private static List<Statement> reject(JsonElement body) {
        Statement drop = new Verdict.Drop(true);
        Optional<String> type =
                body.isJsonObject() ? Json.optionalText(body.getAsJsonObject(), "type") : Optional.empty();
        return switch (type.orElse("icmpx")) {
            case "icmp" -> List.of(only(AddressFamily.IPV4), drop);
            case "icmpv6" -> List.of(only(AddressFamily.IPV6), drop);
            case "tcp reset" ->
                List.of(Lookup.has(Selector.of(Field.OTHER, TransportProtocol.TCP, "reject with tcp reset")), drop);
            case "icmpx" -> List.of(drop);
            default -> List.of(new Verdict.Undecided("reject"));
        };
    }

    private static Match only(AddressFamily packets) {
        return Lookup.has(Selector.of(Field.OTHER, packets, "the family"));
    }

    private List<Statement> snat(JsonElement body) {
        Optional<Statement> family =
                body.isJsonObject() ? family(body.getAsJsonObject()).map(StatementDecoder::only) : Optional.empty();
        return Stream.concat(
                        family.stream(),
                        needing(List.of(body), new Rewrite(Field.SOURCE_ADDRESS), new Verdict.Accept()).stream())
                .toList();
    }

    /** Of packets of which family alone a translation is; empty if of both. */
    private Optional<AddressFamily> family(JsonObject translation) {
        return Json.optionalText(translation, "family")
                .or(() -> family == TableFamily.INET ? Optional.empty() : Optional.of(family.toString()))
                .map(name -> name.equals("ip") ? AddressFamily.IPV4 : AddressFamily.IPV6);
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
        Optional<AddressFamily> only = family(dnat);
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
        JsonElement left = Json.member(mangle, "key");
        JsonElement value = Json.member(mangle, "value");
        Selector key = SelectorDecoder.key(left).get(0);
        boolean beside = ValueDecoder.isObject(left, "meta") || ValueDecoder.isObject(left, "ct");
        return switch (key.field()) {
            case DESTINATION_PORT, DESTINATION_ADDRESS, SOURCE_ADDRESS ->
                needing(List.of(left, value), new Rewrite(key.field()));
            case CT_OTHER, OTHER ->
                key.text().equals(SelectorDecoder.BYTES)
                        ? List.of(new Verdict.Undecided(SelectorDecoder.BYTES + " set"))
                        : needing(beside ? List.of(value) : List.of(left, value), new SideEffect(key.text() + " set"));
            default -> List.of(new Verdict.Undecided(key.text() + " set"));
        };
    }
}
