package io.github.ports4j;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * How ports are to be freed. Immutable: each method returns a new one.
 *
 * <p>Without refinement: {@link SignalLadder#standard()}, a settle window of 300 ms, 15 s for the whole, nothing allowed that
 * is protected, no descendants, any holder.
 */
public interface Freeing {
    /**
     * Signals a holder only if the condition holds for it; asked when planning and again before each signal. One holder for
     * which it does not hold, and no holder of that port is signalled. Several conditions must all hold. What the condition
     * throws is rethrown, before any further signal.
     */
    Freeing onlyIf(Predicate<? super ProcessInfo> condition);

    /** Climbs this ladder instead of the standard one. */
    Freeing ladder(SignalLadder ladder);

    /** Ends the processes that descend from the holders as well, under the same conditions. */
    Freeing withDescendants();

    /**
     * Lifts protections.
     *
     * @throws IllegalArgumentException if one can't be lifted: {@link Protection#liftable()}
     */
    Freeing allow(Protection first, Protection... more);

    /**
     * Watches this long, after the port was verified free, whether somebody takes it again.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    Freeing settle(Duration window);

    /**
     * Ends after this time, whatever happens; what is held then is {@link FreeResult.Kind#STILL_HELD}.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    Freeing within(Duration deadline);

    /** Looks who would get which signal. Nothing is signalled. */
    FreePlan plan();

    /** Plans and executes; one result per port, in order. */
    default List<FreeResult> free() {
        return plan().execute();
    }
}
