package io.github.ports4j.linux.firewall.ruleset;

import io.github.ports4j.spi.FilterVerdict;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of the parts of a class of packets. */
final class Tally {
    private @Nullable Stop closed;
    private @Nullable Stop opened;
    private @Nullable Stop doubtful;
    private boolean someOpen;
    private boolean gaveUp;
    private final Set<ChainId> dropping = new LinkedHashSet<>();

    /** Adds a part. */
    void add(Traversal traversal, boolean arrive) {
        traversal.drops().forEach(drop -> dropping.add(drop.chain()));
        if (traversal.drops().isEmpty()) {
            someOpen = true;
            if (opened == null && !traversal.accepts().isEmpty()) {
                opened = traversal.accepts().get(0);
            }
        } else if (!arrive) {
            closed = closed == null ? traversal.drops().get(0) : closed;
        } else {
            doubtful = doubtful == null ? traversal.drops().get(0) : doubtful;
        }
    }

    /** There are more parts than can be looked at. */
    void giveUp() {
        gaveUp = true;
    }

    /** Whether no further part can change the outcome. */
    boolean isSettled() {
        return gaveUp || (closed != null && (someOpen || doubtful != null));
    }

    /** Where some are dropped, or may be. */
    Set<ChainId> dropping() {
        return dropping;
    }

    FilterVerdict verdict(boolean filtered) {
        if (closed != null && (someOpen || doubtful != null || gaveUp)) {
            return new FilterVerdict(FilterVerdict.Outcome.PARTLY, filtered, "some are dropped by " + closed.by());
        }
        if (gaveUp) {
            return new FilterVerdict(
                    FilterVerdict.Outcome.UNKNOWN,
                    filtered,
                    "the rules tell apart more ports and sources than are looked at");
        }
        if (closed != null) {
            return new FilterVerdict(FilterVerdict.Outcome.CLOSED, filtered, "dropped by " + closed.by());
        }
        if (doubtful != null) {
            return new FilterVerdict(
                    FilterVerdict.Outcome.UNKNOWN,
                    filtered,
                    "whether they are dropped by " + doubtful.by() + " depends on "
                            + Objects.requireNonNullElse(doubtful.doubt(), "what is not known"));
        }
        return new FilterVerdict(
                FilterVerdict.Outcome.OPEN,
                filtered,
                !filtered ? "nothing filters" : opened != null ? "let in by " + opened.by() : "no rule drops them");
    }
}
