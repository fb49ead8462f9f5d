package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two processes of ours that change the same rule at once: whoever comes last, no token is lost, and none is given back that is another's. */
class TwoPartiesTest {
    private static final FilterMark MARK =
            new FilterMark("1a2b3c4d", Optional.empty(), Optional.empty(), Optional.of("first"));
    private static final FilterMark OTHER =
            new FilterMark("1a2b3c4d", Optional.empty(), Optional.empty(), Optional.of("second"));

    private final FakePf pf = new FakePf();
    private final PfFilter sure = PfFilterTest.filter(pf);

    private static FilterChange denying(PfFilter filter) {
        return filter.prepare(
                new FilterRequest(FirewallAction.DENY, FirewallRule.tcp(22).from("192.0.2.1", "::1"), MARK));
    }

    private void clear() {
        for (FirewallEntry entry : sure.list()) {
            sure.removal(entry.id()).apply();
        }
    }

    /** Has the second do its part before each call of the first in turn, and then all be taken away. */
    private void atEachCall(Consumer<PfFilter> first, Runnable second) {
        Meanwhile runner;
        int at = 0;
        do {
            long others = pf.take();
            runner = new Meanwhile(pf, at, second);
            try {
                first.accept(PfFilterTest.filter(runner));
            } catch (FirewallException noticed) {
                assertThat(noticed).hasMessageMatching("(?s).*(gone|somebody else changed them).*");
            }
            clear();
            assertThat(pf.tokens).as("before call " + at).containsOnlyKeys(others);
            pf.tokens.clear();
        } while (runner.calls() > at++); // until the first is done before the second has its turn
    }

    @Test
    void takenAwayWhileItIsMade() {
        atEachCall(filter -> denying(filter).apply(), this::clear);
    }

    @Test
    void renewedWhileItIsMade() {
        atEachCall(filter -> denying(filter).apply(), () -> {
            if (sure.mark("1a2b3c4d").isPresent()) {
                sure.renewal("1a2b3c4d", OTHER).apply();
            }
        });
    }

    @Test
    void takenAwayByTwo() {
        atEachCall(
                filter -> {
                    denying(sure).apply();
                    filter.removal("1a2b3c4d").apply();
                },
                this::clear);
    }

    @Test
    void takenAwayWhileItIsRenewed() {
        atEachCall(
                filter -> {
                    denying(sure).apply();
                    filter.renewal("1a2b3c4d", OTHER).apply();
                },
                this::clear);
    }

    @Test
    void aTokenThatWasWrittenSinceIsGivenBack() {
        FilterChange[] prepared = new FilterChange[1];
        Meanwhile runner = new Meanwhile(pf, "", 0);
        denying(PfFilterTest.filter(runner)).apply();
        int enabling =
                pf.calls.stream().map(argv -> argv.contains("-E")).toList().indexOf(true);
        clear();
        denying(PfFilterTest.filter(new Meanwhile(pf, enabling, () -> prepared[0] = sure.removal("1a2b3c4d"))))
                .apply();
        prepared[0].apply();
        assertThat(pf.tokens).isEmpty();
        assertThat(sure.list()).isEmpty();
    }

    @Test
    void aTokenThatWasWrittenSinceIsKept() {
        FilterChange[] prepared = new FilterChange[1];
        denying(sure).apply();
        int enabling =
                pf.calls.stream().map(argv -> argv.contains("-E")).toList().indexOf(true);
        clear();
        denying(PfFilterTest.filter(new Meanwhile(pf, enabling, () -> prepared[0] = sure.renewal("1a2b3c4d", OTHER))))
                .apply();
        prepared[0].apply();
        assertThat(sure.mark("1a2b3c4d")).contains(OTHER);
        clear();
        assertThat(pf.tokens).isEmpty();
    }

    @Test
    void whatHasGoneDoesNotComeBack() {
        denying(sure).apply();
        FilterChange renewal = sure.renewal("1a2b3c4d", OTHER);
        FilterChange removal = sure.removal("1a2b3c4d");
        clear();
        long others = pf.take(); // the same number
        renewal.apply();
        assertThat(sure.list()).isEmpty();
        removal.apply();
        assertThat(sure.list()).isEmpty();
        assertThat(pf.tokens).containsOnlyKeys(others);
    }
}
