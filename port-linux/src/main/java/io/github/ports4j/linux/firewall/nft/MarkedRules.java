package io.github.ports4j.linux.firewall.nft;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes rules of ours in some tables: finds them there, takes them away, gives them another mark. How one is made is the subclass'. */
abstract class MarkedRules implements RuleBackend {
    private static final int ATTEMPTS = 100;

    final Nft nft;
    private final Predicate<TableId> tables;
    private final InstantSource clock;

    MarkedRules(Nft nft, Predicate<TableId> tables, InstantSource clock) {
        this.nft = nft;
        this.tables = tables;
        this.clock = clock;
    }

    private Listing listing() {
        return new RulesetReader(nft).listLoosely(); // what is made of it is checked by the kernel: see RuleText
    }

    @Override
    public final List<FirewallEntry> list() {
        Map<String, List<MarkedRule>> byId = new LinkedHashMap<>();
        for (MarkedRule rule : MarkedRule.in(listing().ruleset(), tables)) {
            byId.computeIfAbsent(rule.mark().id(), id -> new ArrayList<>()).add(rule);
        }
        return byId.values().stream().map(MarkedRule::entry).toList();
    }

    @Override
    public final Optional<FilterMark> mark(String id) {
        return of(listing(), id).stream().map(MarkedRule::mark).findFirst();
    }

    /** {@inheritDoc} Here it is the sets of rules that were flushed. */
    @Override
    public final List<FilterMark> remnants() {
        Listing listing = listing();
        List<FilterMark> remnants = new ArrayList<>();
        for (Table table : listing.ruleset().tables()) {
            NamedSets sets = listing.sets(table.id());
            for (String name : sets.names()) {
                Optional<String> id = RuleText.id(name);
                if (tables.test(table.id()) && id.isPresent() && !bearsMark(table, id.get())) {
                    FilterMark without = new FilterMark(id.get(), Optional.empty(), Optional.empty(), Optional.empty());
                    remnants.add(sets.comment(name)
                            .flatMap(FilterMark::parse)
                            .filter(mark -> mark.id().equals(without.id()))
                            .orElse(without));
                }
            }
        }
        return remnants;
    }

    private static boolean bearsMark(Table table, String id) {
        return table.chains().stream()
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.comment().flatMap(FilterMark::parse).stream())
                .anyMatch(mark -> mark.id().equals(id));
    }

    private List<MarkedRule> of(Listing listing, String id) {
        return MarkedRule.in(listing.ruleset(), tables).stream()
                .filter(rule -> rule.mark().id().equals(id))
                .toList();
    }

    /** {@inheritDoc} A table that belongs to a process is deleted by that process alone, when it lets go of it. */
    @Override
    public final FilterChange removal(String id) {
        return new Rewriting(id, listing -> deletion(listing, id), true);
    }

    @Override
    public final FilterChange renewal(String id, FilterMark mark) {
        return new Rewriting(id, listing -> renewed(listing, id, mark), false);
    }

    /** Finds the rules anew each time, and tries again if somebody else changed them since. */
    private final class Rewriting implements FilterChange {
        private final String id;
        private final Function<Listing, String> text;
        private final boolean untilNothingIsLeft;
        private final String first;

        Rewriting(String id, Function<Listing, String> text, boolean untilNothingIsLeft) {
            this.id = id;
            this.text = text;
            this.untilNothingIsLeft = untilNothingIsLeft;
            first = text.apply(listing());
        }

        @Override
        public List<FirewallCommand> commands() {
            return new NftChange(nft, first, false).commands();
        }

        @Override
        public Optional<FilterObstacle> obstacle() {
            return Optional.empty();
        }

        @Override
        public FilterHold apply() {
            Optional<FirewallException> changed = changed(listing(), id);
            if (changed.isPresent() && !untilNothingIsLeft) {
                throw changed.get();
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    String next = text.apply(listing());
                    new NftChange(nft, next, false).apply();
                    if (next.isEmpty() || !untilNothingIsLeft) {
                        if (changed.isPresent()) {
                            throw changed.get();
                        }
                        return FilterHold.NONE;
                    }
                } catch (FirewallException e) {
                    if (attempt == ATTEMPTS || !NftFailures.isRace(e)) {
                        throw e;
                    }
                }
            }
        }
    }

    /**
     * What to say of a rule of ours that somebody has changed: it is left alone. Its set tells that it was in this table; another rule
     * beside ours that only bears the mark is nobody's concern.
     */
    private Optional<FirewallException> changed(Listing listing, String id) {
        List<String> changed = new ArrayList<>();
        for (Table table : listing.ruleset().tables()) {
            if (tables.test(table.id()) && listing.sets(table.id()).names().contains(RuleText.set(id))) {
                boolean whole = of(listing, id).stream()
                        .anyMatch(rule -> rule.chain().table().equals(table.id()));
                MarkedRule.changed(table, id).stream()
                        .filter(rule -> !whole || refersToSet(rule, id))
                        .forEach(rule -> changed.add(table.id() + ": " + rule.text()));
            }
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new FirewallException(
                        List.of(Nft.PROGRAM),
                        -1,
                        String.join("; ", changed),
                        "somebody has changed this since it was made as the rule " + id
                                + ", so that it is left as it is; whoever changed it has to delete it"));
    }

    private static boolean refersToSet(Rule rule, String id) {
        return rule.statements().stream()
                .anyMatch(statement ->
                        statement instanceof Lookup lookup && lookup.set().equals(Optional.of(RuleText.set(id))));
    }

    /**
     * Everything of this rule, and the table if that was the last one. Of two that take away the last two rules at once each sees the
     * other's, so the table may also be without any.
     */
    private String deletion(Listing listing, String id) {
        StringBuilder text = new StringBuilder(parts(listing, id));
        boolean others = listing.ruleset()
                .chain(new ChainId(RuleText.OWN, RuleText.CHAIN))
                .map(chain -> chain.rules().size()
                        > of(listing, id).stream()
                                .filter(rule -> rule.chain().table().equals(RuleText.OWN))
                                .count())
                .orElse(true);
        if (tables.test(RuleText.OWN) && !others) {
            text.append(RuleText.lines(
                    "delete set " + RuleText.OWN + " " + RuleText.INSIDE, "delete table " + RuleText.OWN));
        }
        return text.toString();
    }

    private String parts(Listing listing, String id) {
        StringBuilder text = new StringBuilder();
        TableId whole = new TableId(TableFamily.INET, RuleText.set(id));
        for (MarkedRule rule : of(listing, id)) {
            if (!rule.chain().table().equals(whole)) {
                text.append(RuleText.lines("delete rule " + rule.chain() + " handle " + rule.handle()));
            }
        }
        for (Table table : listing.ruleset().tables()) {
            if (tables.test(table.id())
                    && listing.sets(table.id()).names().contains(RuleText.set(id))
                    && !table.id().equals(whole)
                    && MarkedRule.changed(table, id).stream().noneMatch(rule -> refersToSet(rule, id))) {
                text.append(RuleText.lines("delete set " + table.id() + " " + RuleText.set(id)));
            }
        }
        if (tables.test(whole) && listing.ruleset().table(whole).isPresent()) {
            text.append(RuleText.lines("delete table " + whole));
        }
        return text.toString();
    }

    /** The same rules at the same place with another mark; nothing if they have gone. */
    private String renewed(Listing listing, String id, FilterMark mark) {
        List<MarkedRule> rules = of(listing, id);
        StringBuilder text = new StringBuilder();
        if (!rules.isEmpty()) {
            text.append(parts(listing, id));
        }
        Set<TableId> begun = new HashSet<>();
        for (MarkedRule rule : rules) {
            TableId table = rule.chain().table();
            if (begun.add(table)) {
                text.append(RuleText.set(
                        table, mark, rule.part().ports(), mark.expires().map(this::left)));
            }
            text.append(RuleText.rule(rule.chain(), rule.place(), rule.part(), mark));
        }
        return text.toString();
    }

    /** How long it is until then, in whole seconds; at least one, as the kernel takes 0 for ever. */
    private Duration left(Instant until) {
        Duration exact = Duration.between(clock.instant(), until);
        return Duration.ofSeconds(Math.max(1, exact.plusNanos(999_999_999).toSeconds()));
    }
}
