package io.github.ports4j.linux.firewall.ufw;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Openings by ufw(8): a rule for each source, put before all others, its mark in the comment. They are kept in files and so outlive a
 * restart of the host. ufw holds only one rule for the same packets, whatever it does with them; where somebody has one, it is left alone
 * and there can be none of ours.
 *
 * <p>ufw reads its rules before it waits for its turn, so of two rules that are added at once it loses one: processes of ours take turns.
 * Against what else runs ufw at that moment nothing helps.
 *
 * @see "ufw 0.36.2, src/ufw: UFWFrontend() before create_lock()"
 */
public final class UfwOpening implements RuleBackend {
    /** The program. */
    public static final String PROGRAM = "/usr/sbin/ufw";

    /** What it says of every change while it is switched off, when there is none to be made but in its files. */
    private static final String OFF = "Rules updated";

    private final UfwFiles files;
    private final UfwCommand ufw;
    private final Turn turn;

    /** By this program, whose rules are in these files. */
    public UfwOpening(UfwFiles files, CommandRunner programs) {
        this.files = files;
        this.ufw = new UfwCommand(programs);
        this.turn = new Turn(files.lock());
    }

    @Override
    public FilterChange prepare(FilterRequest request) {
        if (request.action() != FirewallAction.OPEN) {
            throw new IllegalArgumentException("ufw is only asked to open");
        }
        List<OwnRules.Piece> pieces = pieces(request);
        if (pieces.isEmpty()) {
            return PreparedChange.obstructed(
                    FirewallEffect.BLOCKED, "ufw has IPv6 switched off (IPV6 in /etc/default/ufw)");
        }
        Optional<String> obstacle = unlessUnreadable(pieces);
        if (obstacle.isPresent()) {
            return PreparedChange.obstructed(FirewallEffect.BLOCKED, obstacle.get());
        }
        List<FirewallCommand> commands = new ArrayList<>();
        for (int i = pieces.size() - 1; i >= 0; i--) { // each goes before the last
            commands.add(UfwCommand.prepend(pieces.get(i)));
        }
        String id = request.mark().id();
        return PreparedChange.whole(id, commands, () -> turn.take(() -> add(pieces, commands)), () -> takeAway(id));
    }

    private List<OwnRules.Piece> pieces(FilterRequest request) {
        FirewallRule rule = request.rule();
        boolean six = files.filtersIpv6();
        List<OwnRules.Piece> pieces = new ArrayList<>();
        for (AddressBlock source : rule.sources()) {
            if (six || source.family() == AddressFamily.IPV4) { // else ufw refuses it, and keeps nothing of it out
                String match = UfwTuple.match(rule.protocol(), rule.ports(), source, rule.interfaceName());
                pieces.add(new OwnRules.Piece(
                        request.mark(), rule.protocol(), rule.ports(), source, rule.interfaceName(), match));
            }
        }
        return pieces;
    }

    private Optional<String> unlessUnreadable(List<OwnRules.Piece> pieces) {
        try {
            return taken(pieces);
        } catch (NotPermittedException e) {
            return Optional.empty(); // a plan needs no privilege; whoever makes the change looks again
        }
    }

    /** The rule that somebody has for the same packets. */
    private Optional<String> taken(List<OwnRules.Piece> pieces) {
        for (OwnRules.Piece piece : pieces) {
            for (UfwTuple tuple : files.rules(piece.source().family())) {
                if (tuple.isFor(piece.text())) {
                    return Optional.of("ufw has a rule for the same packets, which is not this one: " + tuple.action()
                            + " " + tuple.match() + "; it keeps only one, so that has to be deleted first");
                }
            }
        }
        return Optional.empty();
    }

    private void add(List<OwnRules.Piece> pieces, List<FirewallCommand> commands) {
        Optional<String> taken = taken(pieces);
        if (taken.isPresent()) {
            throw new FirewallException(commands.get(0).argv(), -1, "", taken.get());
        }
        for (FirewallCommand command : commands) {
            ufw.run(
                    command,
                    "Rule inserted",
                    "Rule added"); // and not "Skipping inserting existing rule": that is another's
        }
    }

    @Override
    public List<FirewallEntry> list() {
        return OwnRules.entries(files.own(), FirewallAction.OPEN, FirewallManager.UFW);
    }

    @Override
    public Optional<FilterMark> mark(String id) {
        return OwnRules.mark(files.own(), id);
    }

    @Override
    public FilterChange removal(String id) {
        List<FirewallCommand> commands = of(id).map(UfwCommand::delete).toList();
        return PreparedChange.repeatable(commands, () -> takeAway(id));
    }

    private Stream<OwnRules.Piece> of(String id) {
        return files.own().stream().filter(piece -> piece.mark().id().equals(id));
    }

    private void takeAway(String id) {
        turn.take(() -> {
            List<OwnRules.Piece> pieces = of(id).toList();
            pieces.forEach(this::delete);
            if (of(id).findAny().isPresent()) {
                throw new FirewallException(
                        UfwCommand.delete(pieces.get(0)).argv(), 0, "", "it is still in the files of ufw's rules");
            }
        });
    }

    /** Where its chains were flushed, ufw takes a rule out of its files and then fails: then it counts whether the rule is in force. */
    private void delete(OwnRules.Piece piece) {
        try {
            ufw.run(UfwCommand.delete(piece), "Rule deleted", OFF, "Could not delete non-existent rule");
        } catch (FirewallException e) {
            boolean inFiles = files.own().stream().anyMatch(piece::equals);
            if (inFiles || !e.output().contains("problem running") || !ufw.isSurelyOutOfForce(piece)) {
                throw e;
            }
        }
    }

    @Override
    public FilterChange renewal(String id, FilterMark mark) {
        Optional<FilterMark> before = mark(id);
        List<FirewallCommand> commands =
                of(id).map(piece -> UfwCommand.comment(piece, mark)).toList();
        return PreparedChange.whole(
                id, commands, () -> remark(id, mark), () -> before.ifPresent(old -> remark(id, old)));
    }

    private void remark(String id, FilterMark mark) {
        turn.take(() -> {
            for (OwnRules.Piece piece :
                    of(id).filter(p -> !p.mark().equals(mark)).toList()) {
                ufw.run(UfwCommand.comment(piece, mark), "Rule updated", OFF);
            }
            Optional<OwnRules.Piece> old =
                    of(id).filter(p -> !p.mark().equals(mark)).findFirst();
            if (old.isPresent()) {
                throw new FirewallException(
                        UfwCommand.comment(old.get(), mark).argv(),
                        0,
                        "",
                        "it still has its old comment in ufw's files");
            }
        });
    }
}
