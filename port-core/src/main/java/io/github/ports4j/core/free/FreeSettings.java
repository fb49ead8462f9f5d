package io.github.ports4j.core.free;

import io.github.ports4j.ProcessInfo;
import io.github.ports4j.Protected;
import io.github.ports4j.Protection;
import io.github.ports4j.SignalLadder;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How ports are to be freed. Immutable.
 *
 * @param condition which holders may be signalled at all
 * @param ladder the signals
 * @param descendants whether processes that descend from the holders are ended too
 * @param allowed protections that are lifted
 * @param settle how long to watch a port that was freed
 * @param within how long all of it may take
 */
record FreeSettings(
        Predicate<ProcessInfo> condition,
        SignalLadder ladder,
        boolean descendants,
        Set<Protection> allowed,
        Duration settle,
        Duration within) {
    static final FreeSettings DEFAULT = new FreeSettings(
            process -> true, SignalLadder.standard(), false, Set.of(), Duration.ofMillis(300), Duration.ofSeconds(15));

    FreeSettings withCondition(Predicate<? super ProcessInfo> more) {
        Objects.requireNonNull(more, "condition");
        return new FreeSettings(
                process -> condition.test(process) && more.test(process), ladder, descendants, allowed, settle, within);
    }

    FreeSettings withLadder(SignalLadder other) {
        return new FreeSettings(
                condition, Objects.requireNonNull(other, "ladder"), descendants, allowed, settle, within);
    }

    FreeSettings withDescendants() {
        return new FreeSettings(condition, ladder, true, allowed, settle, within);
    }

    FreeSettings withAllowed(Protection... more) {
        Set<Protection> all = EnumSet.noneOf(Protection.class);
        all.addAll(allowed);
        all.addAll(liftable(more));
        return new FreeSettings(condition, ladder, descendants, Collections.unmodifiableSet(all), settle, within);
    }

    FreeSettings withSettle(Duration window) {
        return new FreeSettings(condition, ladder, descendants, allowed, notNegative(window), within);
    }

    FreeSettings within(Duration deadline) {
        return new FreeSettings(condition, ladder, descendants, allowed, settle, notNegative(deadline));
    }

    /** These protections as a set, if each can be lifted. */
    static Set<Protection> liftable(Protection... protections) {
        Set<Protection> set = EnumSet.noneOf(Protection.class);
        for (Protection protection : protections) {
            if (!protection.liftable()) {
                throw new IllegalArgumentException("the protection " + protection + " can't be lifted");
            }
            set.add(protection);
        }
        return set;
    }

    /** What still protects a process. */
    Optional<Protected> protection(ProcessInfo process) {
        return process.protection().filter(kept -> !allowed.contains(kept.kind()));
    }

    private static Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative time: " + time);
        }
        return time;
    }
}
