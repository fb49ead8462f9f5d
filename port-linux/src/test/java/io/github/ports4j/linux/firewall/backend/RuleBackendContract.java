package io.github.ports4j.linux.firewall.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend has to show, on a filter that somebody else has rules in. */
public abstract class RuleBackendContract {
    private static final int MOST_CALLS = 60;

    /** The backend over its filter, through these programs. */
    protected abstract RuleBackend backend(CommandRunner programs);

    /** The programs of the filter. */
    protected abstract CommandRunner programs();

    /** All that is in the filter, whoever made it. */
    protected abstract String state();

    /** How many rules of the filter there are for each source. */
    protected int copies(FirewallRule rule) {
        return 1;
    }

    /** What to ask for. */
    protected abstract FilterRequest request(FirewallRule rule);

    static List<FirewallRule> rules() {
        return Requests.rules();
    }

    private RuleBackend backend() {
        return backend(programs());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsMadeIsListedRenewedAndTakenAway(FirewallRule rule) {
        String before = state();
        FilterChange change = backend().prepare(request(rule));
        assertThat(change.obstacle()).isEmpty();
        assertThat(change.commands()).isNotEmpty();
        assertThat(state()).isEqualTo(before);
        change.apply();

        FirewallEntry entry = only(backend().list());
        assertThat(entry.id()).isEqualTo(Requests.ID);
        assertThat(entry.action()).isEqualTo(request(rule).action());
        assertThat(entry.protocol()).isEqualTo(rule.protocol());
        assertThat(entry.ports()).isEqualTo(rule.ports());
        assertThat(entry.sources()).isEqualTo(rule.sources());
        assertThat(entry.interfaceName()).isEqualTo(rule.interfaceName());
        assertThat(entry.label()).contains("shop");
        assertThat(entry.process()).hasValue(4711);
        assertThat(entry.rules()).hasSize(rule.sources().size() * copies(rule));
        assertThat(backend().mark(Requests.ID)).contains(Requests.MARK);

        backend().renewal(Requests.ID, Requests.RENEWED).apply();
        assertThat(backend().mark(Requests.ID)).contains(Requests.RENEWED);
        assertThat(only(backend().list()).sources()).isEqualTo(rule.sources());

        FilterChange removal = backend().removal(Requests.ID);
        assertThat(removal.commands()).isNotEmpty();
        removal.apply();
        assertThat(backend().list()).isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNoError() {
        String before = state();
        assertThat(backend().list()).isEmpty();
        assertThat(backend().mark(Requests.ID)).isEmpty();
        backend().removal(Requests.ID).apply();
        backend().renewal(Requests.ID, Requests.RENEWED).apply();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aRemovalThatWasPreparedBeforeSomebodyElseRemovedIsNoError() {
        String before = state();
        backend().prepare(request(rules().get(1))).apply();
        FilterChange first = backend().removal(Requests.ID);
        FilterChange second = backend().removal(Requests.ID);
        first.apply();
        second.apply();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aChangeThatFailsHalfWayIsTakenBack() {
        String before = state();
        for (int call = 1; call < MOST_CALLS; call++) {
            Interrupted programs = Interrupted.failingAt(call, programs());
            if (fails(
                    programs,
                    () -> backend(programs).prepare(request(rules().get(1))).apply())) {
                assertThat(state()).as("failed at call " + call).isEqualTo(before);
            } else {
                backend().removal(Requests.ID).apply();
                return;
            }
        }
        throw new AssertionError("endless");
    }

    @Test
    void aChangeWhoseOutcomeIsNotKnownIsTakenBack() {
        String before = state();
        for (int call = 1; call < MOST_CALLS; call++) {
            Interrupted programs = Interrupted.failingBehind(call, programs());
            if (fails(
                    programs,
                    () -> backend(programs).prepare(request(rules().get(1))).apply())) {
                assertThat(state()).as("failed behind call " + call).isEqualTo(before);
            } else {
                backend().removal(Requests.ID).apply();
                return;
            }
        }
        throw new AssertionError("endless");
    }

    @Test
    void aRenewalThatFailsHalfWayIsMadeOrTakenBack() {
        backend().prepare(request(rules().get(1))).apply();
        List<AddressBlock> sources = only(backend().list()).sources();
        for (int call = 1; call < MOST_CALLS; call++) {
            Interrupted programs = Interrupted.failingAt(call, programs());
            FilterMark expected = Requests.RENEWED;
            try {
                backend(programs).renewal(Requests.ID, Requests.RENEWED).apply();
            } catch (FirewallException e) {
                assertThat(e).hasMessageContaining("made to fail");
                expected = Requests.MARK;
            }
            assertThat(backend().mark(Requests.ID)).as("failed at call " + call).contains(expected);
            assertThat(only(backend().list()).sources()).containsExactlyInAnyOrderElementsOf(sources);
            if (!programs.reached()) {
                return;
            }
            backend().renewal(Requests.ID, Requests.MARK).apply();
        }
        throw new AssertionError("endless");
    }

    @Test
    void whatAProcessLeavesThatDiesInBetweenIsListedAndCanBeTakenAway() {
        String before = state();
        for (int call = 1; call < MOST_CALLS; call++) {
            Interrupted programs = Interrupted.dyingAt(call, programs());
            boolean died = dies(() -> {
                RuleBackend backend = backend(programs);
                backend.prepare(request(rules().get(1))).apply();
                backend.renewal(Requests.ID, Requests.RENEWED).apply();
                backend.removal(Requests.ID).apply();
            });
            String after = state();
            if (!after.equals(before)) {
                FirewallEntry left = only(backend().list());
                assertThat(rules().get(1).sources()).containsAll(left.sources());
                assertThat(backend().mark(Requests.ID)).isPresent();
            }
            backend().removal(Requests.ID).apply();
            assertThat(state()).as("died at call " + call).isEqualTo(before);
            if (!died) {
                return;
            }
        }
        throw new AssertionError("endless");
    }

    @Test
    void anErrorOfTheProgramIsThrown() {
        Interrupted programs = Interrupted.failingAt(1, programs());
        assertThatThrownBy(() -> {
                    backend(programs).prepare(request(rules().get(0))).apply();
                    backend(programs).list();
                })
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("made to fail");
        backend().removal(Requests.ID).apply();
    }

    @Test
    void theMarkThatLastsLongerCountsIfThereAreTwo() {
        backend().prepare(request(rules().get(0))).apply();
        Optional<Integer> half = Optional.empty();
        for (int call = 1; call < MOST_CALLS && half.isEmpty(); call++) {
            Interrupted programs = Interrupted.dyingAt(call, programs());
            dies(() -> backend(programs).renewal(Requests.ID, Requests.RENEWED).apply());
            half = backend().mark(Requests.ID).equals(Optional.of(Requests.RENEWED))
                    ? Optional.of(call)
                    : Optional.empty();
        }
        assertThat(half).isPresent();
        assertThat(only(backend().list()).expires()).isEqualTo(Requests.RENEWED.expires());
    }

    private static boolean fails(Interrupted programs, Runnable change) {
        try {
            change.run();
            assertThat(programs.reached()).isFalse();
            return false;
        } catch (FirewallException e) {
            assertThat(e).hasMessageContaining("made to fail");
            return true;
        }
    }

    private static boolean dies(Runnable change) {
        try {
            change.run();
            return false;
        } catch (Interrupted.Death e) {
            return true;
        }
    }

    private static FirewallEntry only(List<FirewallEntry> entries) {
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }
}
