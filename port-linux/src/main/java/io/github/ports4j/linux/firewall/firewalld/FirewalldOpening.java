package io.github.ports4j.linux.firewall.firewalld;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.OwnRules;
import io.github.ports4j.linux.firewall.backend.PreparedChange;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.backend.Turn;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Openings by firewalld(1): a {@link RichRule} for each source in each zone, for the running system only, which firewalld itself ends when
 * its time is over. Which of them are ours is in a record that is written before they are added; one that somebody had there is not. A
 * record is read and rewritten, and its rules are renewed, by one process of ours at a time.
 */
public final class FirewalldOpening implements RuleBackend {
    private final FirewallCmd firewalld;
    private final FirewalldZones zones;
    private final RecordDirectory records;
    private final Turn turn;
    private final Clock clock;

    /** Where its records are: gone after a restart of the host, as the rules are. */
    public static final Path RECORDS = Path.of("/run/ports4j");

    /** By this program, on a host with these interfaces, without the loopback; its records, which are root's, in this folder. */
    public FirewalldOpening(CommandRunner programs, Supplier<List<String>> interfaces, Path records, Clock clock) {
        this(programs, interfaces, new RecordDirectory(records, 0), clock);
    }

    FirewalldOpening(CommandRunner programs, Supplier<List<String>> interfaces, RecordDirectory records, Clock clock) {
        this.firewalld = new FirewallCmd(programs);
        this.zones = new FirewalldZones(firewalld, interfaces);
        this.records = records;
        this.turn = new Turn(records.lock());
        this.clock = clock;
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        if (request.action() != FirewallAction.OPEN) {
            throw new IllegalArgumentException("firewalld is only asked to open");
        }
        OptionalLong seconds = request.rule()
                .lasting()
                .map(Duration::toSeconds)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        RuleRecord record;
        try {
            record = new RuleRecord(request.mark(), request.rule().interfaceName(), rules(request));
        } catch (NotPermittedException e) {
            return PreparedChange.repeatable(guess(request, seconds), () -> {
                throw new NotPermittedException("to change firewalld", "it wants root, or a user whom polkit lets");
            });
        }
        List<FirewallCommand> commands = record.rules().stream()
                .map(rule -> FirewallCmd.add(rule, seconds))
                .toList();
        String id = request.mark().id();
        return PreparedChange.whole(
                id, commands, () -> turn.take(() -> add(record, seconds)), () -> turn.take(() -> takeAway(id)));
    }

    private List<RichRule> rules(FilterRequest request) {
        return zones.of(request.rule().interfaceName()).stream()
                .flatMap(zone -> rules(zone, request))
                .toList();
    }

    private static Stream<RichRule> rules(String zone, FilterRequest request) {
        FirewallRule rule = request.rule();
        int priority = RichRule.priority(request.mark());
        return rule.sources().stream()
                .map(source -> new RichRule(zone, priority, rule.protocol(), rule.ports(), source));
    }

    /** What would be run, as far as a user can tell whom firewalld does not let ask: for the default zone, whatever that is. */
    private static List<FirewallCommand> guess(FilterRequest request, OptionalLong seconds) {
        return rules("", request).map(rich -> FirewallCmd.add(rich, seconds)).toList();
    }

    private void add(RuleRecord intended, OptionalLong seconds) {
        dropForgotten();
        records.write(intended);
        RuleRecord ours = intended;
        for (RichRule rule : intended.rules()) {
            ours = added(rule, ours, seconds);
        }
    }

    private RuleRecord added(RichRule rule, RuleRecord record, OptionalLong seconds) {
        if (firewalld.added(FirewallCmd.add(rule, seconds))) {
            return record;
        }
        RuleRecord ours = record.with( // somebody was quicker, and it is theirs
                record.rules().stream().filter(other -> !other.equals(rule)).toList());
        records.write(ours);
        return ours;
    }

    /** Records whose rules firewalld has ended, or lost when it was reloaded, and that nobody will remove any more. */
    private void dropForgotten() {
        RichRules there = new RichRules(firewalld);
        for (RuleRecord record : records.all()) {
            boolean over = record.mark()
                    .expires()
                    .filter(at -> at.isBefore(clock.instant()))
                    .isPresent();
            if (over && there.present(record).rules().isEmpty()) {
                records.delete(record.mark().id());
            }
        }
    }

    private List<OwnRules.Piece> own() {
        RichRules there = new RichRules(firewalld);
        return records.all().stream()
                .flatMap(record -> there.present(record).pieces().stream())
                .toList();
    }

    /** The record with those of its rules that are there; empty if none is. */
    private Optional<RuleRecord> present(String id) {
        return records.of(id)
                .map(new RichRules(firewalld)::present)
                .filter(record -> !record.rules().isEmpty());
    }

    @Override
    public List<FirewallEntry> list() {
        return OwnRules.entries(own(), FirewallAction.OPEN, FirewallManager.FIREWALLD);
    }

    /**
     * Records without a rule in firewalld, which are no entries, and what was not written to its end. Nobody renews a rule meanwhile: it would
     * look like one that has gone.
     */
    @Override
    public List<FilterMark> remnants() {
        List<FilterMark> remnants = new ArrayList<>();
        if (records.isThere()) {
            turn.take(() -> findRemnants(remnants));
        }
        return remnants;
    }

    private void findRemnants(List<FilterMark> remnants) {
        RichRules there = new RichRules(firewalld);
        remnants.addAll(records.unfinished());
        records.all().stream()
                .filter(record -> there.present(record).rules().isEmpty())
                .forEach(record -> remnants.add(record.mark()));
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        return present(id).map(RuleRecord::mark);
    }

    @Override
    public FilterChange removal(String id) {
        List<FirewallCommand> commands = records.of(id)
                .map(record -> record.rules().stream().map(FirewallCmd::remove).toList())
                .orElse(List.of());
        return PreparedChange.repeatable(commands, () -> turn.take(() -> takeAway(id)));
    }

    private void takeAway(String id) {
        Optional<RuleRecord> record = records.of(id);
        record.ifPresent(found -> found.rules().forEach(rule -> firewalld.remove(FirewallCmd.remove(rule))));
        records.delete(id); // last, so that what is left after a failure is found again
    }

    /**
     * {@inheritDoc}
     *
     * <p>firewalld can't lengthen a time, so then each rule is out of force for the moment between two calls. Another owner is a change of
     * the record alone.
     */
    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        Optional<RuleRecord> before = present(id);
        if (before.isEmpty() || before.get().mark().expires().equals(mark.expires())) {
            return PreparedChange.repeatable(
                    List.of(),
                    () -> turn.take(() -> present(id).ifPresent(record -> records.write(record.with(mark)))));
        }
        List<FirewallCommand> commands = new ArrayList<>();
        before.ifPresent(record -> record.rules().forEach(rule -> {
            commands.add(FirewallCmd.remove(rule));
            commands.add(FirewallCmd.add(rule, seconds(mark)));
        }));
        return PreparedChange.whole(
                id,
                commands,
                () -> turn.take(() -> present(id).ifPresent(record -> addAnew(record.with(mark)))),
                () -> turn.take(() -> records.of(id).flatMap(still -> before).ifPresent(this::addAnew)));
    }

    private void addAnew(RuleRecord record) {
        records.write(record);
        RuleRecord ours = record;
        for (RichRule rule : record.rules()) {
            firewalld.remove(FirewallCmd.remove(rule));
            ours = added(rule, ours, seconds(record.mark()));
        }
    }

    private OptionalLong seconds(FilterMark mark) {
        return mark.expires()
                .map(at -> OptionalLong.of(Math.max(1, secondsUntil(at))))
                .orElse(OptionalLong.empty());
    }

    private long secondsUntil(Instant at) {
        return Duration.between(clock.instant(), at).plusNanos(999_999_999).toSeconds();
    }
}
