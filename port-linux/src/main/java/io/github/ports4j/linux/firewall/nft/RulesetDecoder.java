package io.github.ports4j.linux.firewall.nft;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Statement;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Decodes what nft lists, chain by chain. */
final class RulesetDecoder {
    private final RulesetText text;
    private final Map<TableId, NamedSets> sets = new HashMap<>();
    private final Map<ChainId, JsonObject> chains = new LinkedHashMap<>();
    private final Map<ChainId, List<Rule>> rules = new HashMap<>();
    private final Set<TableId> ofIptables = new HashSet<>();

    RulesetDecoder(RulesetText text) {
        this.text = text;
    }

    /** Takes an answer to {@code list chains}, {@code list sets} or {@code list maps}. */
    void take(String json) {
        for (JsonObject object : Json.objects(json)) {
            Map.Entry<String, JsonElement> only = Json.only(object);
            switch (only.getKey()) {
                case "chain" -> chain(Json.object(only.getValue()));
                case "set", "map" -> set(Json.object(only.getValue()));
                default -> {} // metainfo; whatever else nft may list here is no chain and no set
            }
        }
    }

    private void chain(JsonObject chain) {
        table(chain).ifPresent(id -> chains.put(new ChainId(id, Json.text(chain, "name")), chain));
    }

    private void set(JsonObject set) {
        table(set)
                .ifPresent(
                        id -> sets.computeIfAbsent(id, key -> new NamedSets()).add(set));
    }

    private static Optional<TableId> table(JsonObject object) {
        return Families.of(Json.text(object, "family")).map(family -> new TableId(family, Json.text(object, "table")));
    }

    /** The chains from which packets to this host begin. */
    List<ChainId> base() {
        return chains.entrySet().stream()
                .filter(chain -> base(chain.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean has(ChainId chain) {
        return chains.containsKey(chain);
    }

    /** Takes an answer to {@code list chain}. */
    void take(ChainId chain, String json) {
        List<Rule> decoded = new ArrayList<>();
        StatementDecoder statements =
                new StatementDecoder(chain.table().family(), sets.getOrDefault(chain.table(), new NamedSets()));
        for (JsonObject object : Json.objects(json)) {
            Map.Entry<String, JsonElement> only = Json.only(object);
            if (only.getKey().equals("rule")) {
                decoded.add(rule(chain.table(), Json.object(only.getValue()), statements));
            }
        }
        rules.put(chain, decoded);
    }

    private Rule rule(TableId table, JsonObject rule, StatementDecoder decoder) {
        List<Statement> statements = new ArrayList<>();
        for (JsonElement expression : Json.list(Json.member(rule, "expr"))) {
            statements.addAll(decoded(expression, decoder));
            if (ValueDecoder.isObject(expression, "xt")) {
                ofIptables.add(table);
            }
        }
        long handle = Json.number(rule, "handle");
        return new Rule(
                statements,
                Json.optionalText(rule, "comment"),
                OptionalLong.of(handle),
                text.rule(table, handle)
                        .orElseGet(() -> Json.member(rule, "expr").toString()));
    }

    /** What is not understood is something of which anything may come. It does not keep the rules beside it from being what they are. */
    private static List<Statement> decoded(JsonElement expression, StatementDecoder decoder) {
        try {
            return decoder.statement(expression);
        } catch (RuntimeException e) { // gson has many for what has another form than was expected
            return List.of(new Verdict.Undecided("what is not understood: " + expression));
        }
    }

    /** The rules of this chain, as far as they were taken. */
    List<Rule> rules(ChainId chain) {
        return rules.getOrDefault(chain, List.of());
    }

    /** All that was taken. */
    Listing listing() {
        Map<TableId, List<Chain>> byTable = new LinkedHashMap<>();
        text.tables().forEach(table -> byTable.put(table, new ArrayList<>()));
        chains.forEach((id, chain) -> {
            if (rules.containsKey(id)) {
                byTable.computeIfAbsent(id.table(), key -> new ArrayList<>())
                        .add(new Chain(id.name(), base(chain), rules(id)));
            }
        });
        List<Table> tables = new ArrayList<>();
        byTable.forEach(
                (id, of) -> tables.add(new Table(id, text.hasFlag(id, "dormant"), ofIptables.contains(id), of)));
        return new Listing(new Ruleset(tables), sets);
    }

    private static Optional<BaseChain> base(JsonObject chain) {
        Optional<Hook> hook = Json.optionalText(chain, "hook")
                .flatMap(name -> Arrays.stream(Hook.values())
                        .filter(one -> one.name().equalsIgnoreCase(name))
                        .findFirst());
        if (hook.isEmpty()) {
            return Optional.empty();
        }
        ChainType type = switch (Json.text(chain, "type")) {
            case "filter" -> ChainType.FILTER;
            case "nat" -> ChainType.NAT;
            case "route" -> ChainType.ROUTE;
            default -> throw Json.notUnderstood(chain.toString());
        };
        boolean drops = switch (Json.optionalText(chain, "policy").orElse("accept")) {
            case "accept" -> false;
            case "drop" -> true;
            default -> throw Json.notUnderstood(chain.toString());
        };
        Set<String> devices = Json.list(chain.get("dev")).stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.toSet());
        return Optional.of(
                new BaseChain(hook.get(), type, Math.toIntExact(Json.number(chain, "prio")), drops, devices));
    }
}
