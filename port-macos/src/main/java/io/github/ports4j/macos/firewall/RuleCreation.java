package io.github.ports4j.macos.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallException;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a rule of ours. To open is one transaction. To deny pf must filter as well, for which a reference to it is taken, and its token
 * has to be found again by whoever takes the rule away, in whatever moment this process ends:
 *
 * <ol>
 *   <li>the rule is loaded. From here on {@link PfFilter#list} shows it;
 *   <li>{@code pfctl -E} takes the reference and prints the token;
 *   <li>the anchor is loaded anew, in one transaction, with the token as a label. From here on the token is found with the rule.
 * </ol>
 *
 * <p>What ends between the second and the third leaves a reference that nobody can give back for certain: it is of a process of pfctl, as
 * are those of others. It keeps pf enabled until the next boot, and blocks nothing; {@link PfStatus} tells of it.
 */
final class RuleCreation implements FilterChange {
    private final Pfctl pfctl;
    private final OwnRules rules;
    private final RuleText text;
    private final FilterMark mark;
    private final Optional<FilterObstacle> obstacle;

    RuleCreation(Pfctl pfctl, OwnRules rules, RuleText text, FilterMark mark, Optional<FilterObstacle> obstacle) {
        this.pfctl = pfctl;
        this.rules = rules;
        this.text = text;
        this.mark = mark;
        this.obstacle = obstacle;
    }

    private RuleAnchor anchor() {
        return text.anchor();
    }

    private boolean denies() {
        return anchor().action() == FirewallAction.DENY;
    }

    @Override
    public List<FirewallCommand> commands() {
        FirewallCommand loading = Pfctl.loading(anchor().path(), text.text(mark, Optional.empty()));
        return obstacle.isPresent() ? List.of() : denies() ? List.of(loading, Pfctl.enabling()) : List.of(loading);
    }

    @Override
    public Optional<FilterObstacle> obstacle() {
        return obstacle;
    }

    @Override
    public FilterHold apply() {
        if (obstacle.isPresent()) {
            throw new IllegalStateException("not made: " + obstacle.get().reason());
        }
        String first = text.text(mark, Optional.empty());
        pfctl.check(first);
        try {
            pfctl.load(anchor().path(), first);
        } catch (NotPermittedException refused) {
            throw refused; // nothing was done
        } catch (RuntimeException failed) {
            undo("", failed);
            throw failed;
        }
        String token = "";
        try {
            rules.requireLabels(anchor(), List.of(mark.text()));
            if (denies()) {
                token = pfctl.enable();
                write(new TokenLabel(token, taker(token)));
            }
        } catch (RuntimeException failed) {
            undo(token, failed);
            throw failed;
        }
        return FilterHold.NONE;
    }

    /** Also with two at once: a rule that somebody took away meanwhile is not to come back. */
    private void write(TokenLabel label) {
        rules.requireLabels(anchor(), List.of(mark.text()));
        pfctl.load(anchor().path(), text.text(mark, Optional.of(label)));
        rules.requireLabels(anchor(), List.of(mark.text(), label.text()));
    }

    private long taker(String token) {
        return pfctl.references().stream()
                .filter(reference -> reference.token().equals(token))
                .findFirst()
                .orElseThrow(() -> new FirewallException(
                        Pfctl.enabling().argv(), 0, "", "somebody disabled pf at the same time; try again"))
                .pid();
    }

    /** Each half by itself, so that one that fails does not keep the other from being done. */
    private void undo(String token, RuntimeException failed) {
        StringBuilder left = new StringBuilder();
        List<RuntimeException> again = new ArrayList<>();
        if (!token.isEmpty()) {
            tried(() -> release(token)).ifPresent(failure -> {
                again.add(failure);
                left.append("the token ").append(token).append(" may still keep pf enabled: give it back with '");
                left.append(Pfctl.releasing(token)).append("'; ");
            });
        }
        tried(() -> rules.flush(anchor())).ifPresent(failure -> {
            again.add(failure);
            left.append("the rule may still be there: remove it; ");
        });
        if (!again.isEmpty()) {
            FirewallException message = new FirewallException(
                    Pfctl.flushing(anchor().path()).argv(),
                    -1,
                    String.valueOf(again.get(0).getMessage()),
                    left + "it was to be undone after this: " + failed.getMessage());
            message.addSuppressed(failed);
            again.forEach(message::addSuppressed);
            throw message;
        }
    }

    /** What was taken a moment ago is nobody else's, unless it has gone already. */
    private void release(String token) {
        if (pfctl.references().stream().anyMatch(it -> it.token().equals(token))) {
            pfctl.release(token);
        }
    }

    /** Does it, twice if need be; how it failed if it did both times. */
    private static Optional<RuntimeException> tried(Runnable step) {
        try {
            step.run();
            return Optional.empty();
        } catch (RuntimeException once) {
            try {
                step.run();
                return Optional.empty();
            } catch (RuntimeException twice) {
                twice.addSuppressed(once);
                return Optional.of(twice);
            }
        }
    }
}
