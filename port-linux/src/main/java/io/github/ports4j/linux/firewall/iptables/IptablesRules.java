package io.github.ports4j.linux.firewall.iptables;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.linux.firewall.backend.PreparedChange;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Rules by iptables(8) and ip6tables(8): one for each source, the mark in its comment. Those of a family are changed at once; if the second
 * family fails, the first is changed back.
 */
public final class IptablesRules implements RuleBackend {
    private static final Duration PATIENCE = Duration.ofSeconds(10); // with others who change rules all the time

    private final IptablesPrograms programs;
    private final Place place;
    private final Set<AddressFamily> families;
    private final Supplier<Ruleset> ofNft;
    private final Duration patience;

    IptablesRules(
            IptablesPrograms programs,
            Place place,
            Set<AddressFamily> families,
            Supplier<Ruleset> ofNft,
            Duration patience) {
        this.programs = programs;
        this.place = place;
        this.families = families;
        this.ofNft = ofNft;
        this.patience = patience;
    }

    /**
     * Openings at the head of the chain INPUT.
     *
     * @param filtering the families whose INPUT filters; for others nothing is made, as it would not be needed
     * @param ofNft reads the rules of nf_tables as nft tells them, which is asked where iptables can't tell its own
     */
    public static RuleBackend opening(
            IptablesPrograms programs, Set<AddressFamily> filtering, Supplier<Ruleset> ofNft) {
        return new IptablesRules(programs, Place.OPENING, Set.copyOf(filtering), ofNft, PATIENCE);
    }

    /** Denials, for a host whose nf_tables can't be reached otherwise. */
    public static RuleBackend denial(IptablesPrograms programs, Supplier<Ruleset> ofNft) {
        return new IptablesRules(programs, Place.DENIAL, EnumSet.allOf(AddressFamily.class), ofNft, PATIENCE);
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        if (request.action() != place.action()) {
            throw new IllegalArgumentException("not for this: to " + request.action());
        }
        List<FirewallCommand> commands = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            List<List<String>> changes = new ArrayList<>();
            if (families.contains(family)) {
                pieces(request, family).forEach(piece -> changes.add(0, insert(piece))); // the last is inserted first
            }
            command(family, changes).ifPresent(commands::add);
        }
        if (commands.isEmpty()) {
            return PreparedChange.obstructed(
                    FirewallEffect.BLOCKED, "what keeps the packets out is not the chain INPUT of iptables");
        }
        Set<AddressFamily> changed = EnumSet.noneOf(AddressFamily.class);
        request.rule().sources().stream()
                .map(AddressBlock::family)
                .filter(families::contains)
                .forEach(changed::add);
        Optional<String> untold = unlessUnreadable(changed);
        if (untold.isPresent()) {
            return PreparedChange.obstructed(
                    place.action() == FirewallAction.OPEN ? FirewallEffect.BLOCKED : FirewallEffect.INERT,
                    untold.get());
        }
        String id = request.mark().id();
        return PreparedChange.whole(
                id,
                commands,
                () -> {
                    untold(changed).ifPresent(why -> {
                        throw new FirewallException(commands.get(0).argv(), -1, "", why);
                    });
                    commands.forEach(programs::run);
                },
                () -> takeAway(id));
    }

    private Optional<String> unlessUnreadable(Set<AddressFamily> changed) {
        try {
            return untold(changed);
        } catch (NotPermittedException e) {
            return Optional.empty(); // a plan needs no privilege; whoever makes the change looks again
        }
    }

    /** Why a rule of ours could be made and not be found again. */
    private Optional<String> untold(Set<AddressFamily> changed) {
        return changed.stream()
                .filter(family ->
                        programs.rules(family, place.table(), place.chain()).isEmpty())
                .findFirst()
                .map(family -> untold(family) + ": no rule of ours would be found again there");
    }

    private String untold(AddressFamily family) {
        return "iptables can't tell the rules of the chain " + chain(family)
                + ", as somebody has put a rule of nft's own there";
    }

    private ChainId chain(AddressFamily family) {
        return new ChainId(new TableId(SavedTables.family(family), place.table()), place.chain());
    }

    private static Stream<OwnRules.Piece> pieces(FilterRequest request, AddressFamily family) {
        FirewallRule rule = request.rule();
        List<AddressBlock> sources = rule.sources(family);
        return sources.stream()
                .map(source -> new OwnRules.Piece(
                        request.mark(), rule.protocol(), rule.ports(), source, rule.interfaceName(), ""));
    }

    private List<String> insert(OwnRules.Piece piece) {
        return Stream.concat(Stream.of("-I", place.chain(), "1"), place.words(piece).stream())
                .toList();
    }

    private List<String> delete(OwnRules.Piece piece) {
        return Stream.concat(Stream.of("-D", place.chain()), place.words(piece).stream())
                .toList();
    }

    private Optional<FirewallCommand> command(AddressFamily family, List<List<String>> changes) {
        return switch (changes.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(programs.one(family, place.table(), changes.get(0)));
            default -> Optional.of(programs.all(family, place.table(), changes));
        };
    }

    private List<OwnRules.Piece> own(AddressFamily family) {
        Optional<List<SavedRule>> rules = programs.rules(family, place.table(), place.chain());
        if (rules.isEmpty()) {
            requireNoneCommented(family);
            return List.of();
        }
        return rules.get().stream()
                .flatMap(rule -> place.own(rule, family).stream())
                .toList();
    }

    /** nft tells that iptables has given a rule a comment, and not which: where none has one, none is ours. */
    private void requireNoneCommented(AddressFamily family) {
        ChainId chain = chain(family);
        boolean commented = ofNft.get().chain(chain).stream()
                .flatMap(found -> found.rules().stream())
                .anyMatch(SavedTables::isCommented);
        if (commented) {
            throw new FirewallException(
                    programs.one(family, place.table(), List.of("-S", place.chain()))
                            .argv(),
                    -1,
                    untold(family),
                    "whether one of ours is there can be told when that rule has been moved to a table of its own");
        }
    }

    private List<OwnRules.Piece> own() {
        return Stream.of(AddressFamily.values())
                .flatMap(family -> own(family).stream())
                .toList();
    }

    private List<OwnRules.Piece> own(AddressFamily family, String id) {
        return own(family).stream()
                .filter(piece -> piece.mark().id().equals(id))
                .toList();
    }

    @Override
    public List<FirewallEntry> list() {
        return OwnRules.entries(own(), place.action(), programs.variant().manager());
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        return OwnRules.mark(own(), id);
    }

    @Override
    public FilterChange removal(String id) {
        List<FirewallCommand> commands = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            command(family, deletions(own(family, id))).ifPresent(commands::add);
        }
        return PreparedChange.repeatable(commands, () -> takeAway(id));
    }

    private List<List<String>> deletions(List<OwnRules.Piece> pieces) {
        return pieces.stream().map(this::delete).toList();
    }

    private void takeAway(String id) {
        for (AddressFamily family : AddressFamily.values()) {
            untilDone(() -> command(family, deletions(own(family, id))));
        }
    }

    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        Optional<FilterMark> before = mark(id);
        List<FirewallCommand> commands = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            command(family, replacements(own(family, id), mark)).ifPresent(commands::add);
        }
        return PreparedChange.whole(
                id, commands, () -> remark(id, mark), () -> before.ifPresent(old -> remark(id, old)));
    }

    private void remark(String id, FilterMark mark) {
        for (AddressFamily family : AddressFamily.values()) {
            untilDone(() -> command(family, replacements(own(family, id), mark)));
        }
    }

    /** The new ones, and then the old ones gone, at once: at no moment is there none. */
    private List<List<String>> replacements(List<OwnRules.Piece> pieces, FilterMark mark) {
        List<OwnRules.Piece> others =
                pieces.stream().filter(piece -> !piece.mark().equals(mark)).toList();
        List<List<String>> changes = new ArrayList<>();
        for (OwnRules.Piece piece : others) {
            changes.add(
                    0,
                    insert(new OwnRules.Piece(
                            mark, piece.protocol(), piece.ports(), piece.source(), piece.interfaceName(), "")));
        }
        changes.addAll(deletions(others));
        return changes;
    }

    private interface Step {
        Optional<FirewallCommand> next();
    }

    /** A rule that somebody has deleted since it was read makes all fail, so it is read again; what fails otherwise would fail again. */
    private void untilDone(Step step) {
        long begun = System.nanoTime();
        while (true) {
            Optional<FirewallCommand> command = step.next();
            if (command.isEmpty()) {
                return;
            }
            try {
                programs.run(command.get());
            } catch (FirewallException e) {
                if (!IptablesPrograms.isRace(e) || System.nanoTime() - begun >= patience.toNanos()) {
                    throw e;
                }
            }
        }
    }
}
