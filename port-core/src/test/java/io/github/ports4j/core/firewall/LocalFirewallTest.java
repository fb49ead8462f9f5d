package io.github.ports4j.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.Ports;
import io.github.ports4j.TransportPort;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.Availability;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.HostClock;
import io.github.ports4j.spi.HostProvider;
import io.github.ports4j.spi.PacketFilter;
import io.github.ports4j.spi.ProcessControl;
import io.github.ports4j.testkit.FakeHost;
import io.github.ports4j.testkit.FakeProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalFirewallTest {
    private static final FirewallRule RULE = FirewallRule.tcp(8080).fromAny();

    private final FakeHost host = new FakeHost();
    private final Firewall firewall = Ports.on(host).firewall();

    @Test
    void sweepTakesAwayWhatAnEndedProcessHasLeft() {
        host.firewall().dropsTheRest();
        FakeProcess ended = host.process("harness").start();
        FakeProcess lives = host.process("server").start();
        host.firewall().madeBy(ended, FirewallAction.OPEN, RULE.labelled("ended"));
        host.firewall().madeBy(lives, FirewallAction.DENY, RULE.labelled("lives"));
        assertThat(firewall.sweep()).isEmpty();

        ended.exit();

        assertThat(firewall.sweep()).extracting(FirewallEntry::label).containsExactly(Optional.of("ended"));
        assertThat(firewall.list()).extracting(FirewallEntry::label).containsExactly(Optional.of("lives"));
        lives.exit();
        assertThat(firewall.sweep()).hasSize(1);
        assertThat(firewall.list()).isEmpty();
    }

    @Test
    void sweepTellsAProcessFromALaterOneOfItsPid() {
        FakeProcess first = host.process("harness").pid(7000).start();
        host.firewall().madeBy(first, FirewallAction.DENY, RULE);
        first.exit();
        host.process("another").pid(7000).start();

        assertThat(firewall.sweep()).hasSize(1);
    }

    @Test
    void sweepLeavesWhatIsStillOurs() {
        host.firewall().dropsTheRest();
        try (FirewallLease lease = firewall.open(RULE)) {
            assertThat(firewall.sweep()).isEmpty();
            assertThat(lease.verify()).isEqualTo(FirewallEffect.OPENED);
        }
    }

    @Test
    void whatNobodyUnderstandsIsInert() {
        host.firewall().dropsTheRest().isObscure();
        try (FirewallLease lease = firewall.open(RULE)) {
            assertThat(lease.effect()).isEqualTo(FirewallEffect.INERT);
            assertThat(lease.reason()).contains("in place", "nobody understands");
            assertThat(lease.id()).isPresent();
            assertThat(host.firewall().rules()).hasSize(1);
        }
        assertThat(host.firewall().rules()).isEmpty();
        assertThat(firewall.query(TransportPort.tcp(8080), AddressBlock.parse("192.0.2.7"))
                        .kind())
                .isEqualTo(FirewallAnswer.Kind.UNKNOWN);
    }

    @Test
    void whatCannotBeOpenedIsBlockedAndNamed() {
        host.firewall().denies(FirewallRule.tcp(8080).from("198.51.100.0/24"));

        FirewallPlan plan = firewall.plan(RULE);
        FirewallLease lease = firewall.open(RULE);

        assertThat(plan.effect()).contains(FirewallEffect.BLOCKED);
        assertThat(plan.commands()).isEmpty();
        assertThat(lease.effect()).isEqualTo(FirewallEffect.BLOCKED);
        assertThat(lease.reason()).contains("198.51.100.0/24");
        assertThat(lease.verify()).isEqualTo(FirewallEffect.BLOCKED);
        assertThat(host.firewall().rules()).isEmpty();
    }

    @Test
    void whatIsOpenForSomeIsOpenedForAll() {
        host.firewall().drops(FirewallRule.tcp(8080).from("10.0.0.0/8"));
        assertThat(firewall.query(TransportPort.tcp(8080), AddressBlock.parse("0.0.0.0/0"))
                        .kind())
                .isEqualTo(FirewallAnswer.Kind.UNKNOWN);

        try (FirewallLease lease = firewall.open(RULE)) {
            assertThat(lease.effect()).isEqualTo(FirewallEffect.OPENED);
            assertThat(host.firewall().letsIn(TransportPort.tcp(8080), "10.1.2.3"))
                    .isTrue();
        }
    }

    @Test
    void ruleThatSomebodyTookAwayIsInert() {
        host.firewall().dropsTheRest();
        FirewallLease lease = firewall.open(RULE);
        host.firewall().flush();

        assertThat(lease.verify()).isEqualTo(FirewallEffect.INERT);
        lease.close();
    }

    @Test
    void whatCameBeforeTheRuleBlocksIt() {
        host.firewall().dropsTheRest();
        FirewallLease lease = firewall.open(RULE);
        host.firewall().denies(FirewallRule.tcp(8080).fromAny());

        assertThat(lease.verify()).isEqualTo(FirewallEffect.BLOCKED);
        lease.close();
        assertThat(host.firewall().rules()).isEmpty();
    }

    @Test
    void whatEndsWithTheProcessCannotBeDetached() {
        FirewallLease lease = firewall.deny(RULE.endingWithProcess());

        assertThatThrownBy(lease::detach).isInstanceOf(UnsupportedFeatureException.class);
        lease.close();
        assertThat(host.firewall().rules()).isEmpty();
        assertThatThrownBy(() -> firewall.open(RULE.endingWithProcess())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void planOfOneWhoMayNotLookSaysSo() {
        host.firewall().dropsTheRest();
        host.asUser("alice");

        FirewallPlan plan = firewall.plan(RULE);

        assertThat(plan.effect()).isEmpty();
        assertThat(plan.reason()).contains("can't be seen");
        assertThat(plan.commands()).isNotEmpty();
        assertThat(firewall.status()).extracting(FirewallStatus::permitted).isEqualTo(false);
    }

    @Test
    void errorAfterTheRuleWasMadeTakesItBack() {
        host.firewall().dropsTheRest();
        Firewall failing = Ports.on(new Breaking(host, 2)).firewall(); // the first look is before

        assertThatThrownBy(() -> failing.open(RULE)).isInstanceOf(FirewallException.class);

        assertThat(host.firewall().rules()).isEmpty();
    }

    @Test
    void whatSomebodyOpensWhileItIsPreparedIsNotCalledBlocked() {
        host.firewall().denies(RULE);
        Breaking meanwhile = new Breaking(host, 100);
        meanwhile.afterPreparation =
                () -> host.firewall().flush().dropsTheRest().accepts(RULE);

        FirewallLease lease = Ports.on(meanwhile).firewall().open(RULE);

        assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.ALREADY_OPEN);
    }

    /** It would end with the rule that is going, and the caller believe in a rule of somebody else. */
    @Test
    void whatARuleOfOursOpensThatIsGoingIsNotCalledOpenAlready() {
        host.firewall().dropsTheRest();
        FirewallLease going = firewall.open(RULE);
        Breaking meanwhile = new Breaking(host, 100);
        meanwhile.afterTheFirstAnswers = going::close;

        FirewallLease lease = Ports.on(meanwhile).firewall().open(RULE);

        assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.OPENED);
        lease.close();
    }

    @Test
    void sweepGoesOnAfterAFailureAndTellsItInTheEnd() {
        host.firewall().dropsTheRest();
        FakeProcess ended = host.process("harness").start();
        for (String label : List.of("first", "second", "third")) {
            host.firewall().madeBy(ended, FirewallAction.OPEN, RULE.labelled(label));
        }
        ended.exit();
        Breaking failing = new Breaking(host, 100);
        failing.irremovable =
                List.of(firewall.list().get(0).id(), firewall.list().get(1).id());

        assertThatThrownBy(() -> Ports.on(failing).firewall().sweep())
                .isInstanceOf(FirewallException.class)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));

        assertThat(firewall.list())
                .extracting(FirewallEntry::label)
                .containsExactly(Optional.of("first"), Optional.of("second"));
    }

    @Test
    void rulesOfOthersHaveIdsAndEndsAsRealOnesHave() {
        FakeProcess other = host.process("other").start();
        host.clock().advance(Duration.ofMillis(700));
        FirewallRule rule = RULE.lasting(Duration.ofMillis(1500));
        host.firewall().madeBy(other, FirewallAction.DENY, RULE).madeBy(other, FirewallAction.DENY, rule);
        List<FirewallEntry> made = firewall.list();
        firewall.remove(made.get(0));
        host.firewall().madeBy(other, FirewallAction.DENY, RULE);

        assertThat(firewall.list()).extracting(FirewallEntry::id).containsExactly("00000002", "00000003");
        assertThat(made.get(1).expires().orElseThrow())
                .isAfterOrEqualTo(host.clock().now().plusMillis(1500));
    }

    @Test
    void failedCloseCanBeTriedAgain() {
        host.firewall().dropsTheRest();
        FirewallLease lease = firewall.open(RULE);
        host.asUser("alice");
        assertThatThrownBy(lease::close).isInstanceOf(NotPermittedException.class);
        host.asUser("root");

        lease.close();

        assertThat(host.firewall().rules()).isEmpty();
    }

    @Test
    void timesAreNeverShorterThanAskedFor() {
        host.firewall().dropsTheRest();
        try (FirewallLease lease = firewall.open(RULE.lasting(Duration.ofMillis(1500)))) {
            assertThat(lease.expires().orElseThrow())
                    .isAfterOrEqualTo(host.clock().now().plusMillis(1500));
        }
    }

    /** A host whose filter can be judged a number of times and then fails. */
    private static final class Breaking implements HostProvider {
        private final FakeHost host;
        private final int failsAt;
        private int judged;
        private Runnable afterPreparation = () -> {};
        private Runnable afterTheFirstAnswers = () -> {};
        private List<String> irremovable = List.of();

        Breaking(FakeHost host, int failsAt) {
            this.host = host;
            this.failsAt = failsAt;
        }

        @Override
        public String name() {
            return "breaking";
        }

        @Override
        public Availability availability() {
            return Availability.available();
        }

        @Override
        public ProcessControl processes() {
            return host.processes();
        }

        @Override
        public HostClock clock() {
            return host.clock();
        }

        @Override
        public PacketFilter packetFilter() {
            PacketFilter real = host.packetFilter();
            return new PacketFilter() {
                @Override
                public FirewallStatus status() {
                    return real.status();
                }

                @Override
                public FilterVerdict judge(FilterQuestion question) {
                    // two questions a look: one for each family
                    if (++judged > 2 * (failsAt - 1)) {
                        throw new FirewallException(List.of("/sbin/fakefilter"), 1, "no", "that is a test");
                    }
                    FilterVerdict verdict = real.judge(question);
                    if (judged == 2) {
                        afterTheFirstAnswers.run();
                    }
                    return verdict;
                }

                @Override
                public FilterChange prepare(FilterRequest request) {
                    FilterChange change = real.prepare(request);
                    afterPreparation.run();
                    return change;
                }

                @Override
                public List<FirewallEntry> list() {
                    return real.list();
                }

                @Override
                public Optional<FilterMark> mark(String id) {
                    return real.mark(id);
                }

                @Override
                public FilterChange removal(String id) {
                    if (irremovable.contains(id)) {
                        throw new FirewallException(List.of("/sbin/fakefilter"), 1, "no", "that is a test");
                    }
                    return real.removal(id);
                }

                @Override
                public FilterChange renewal(String id, FilterMark mark) {
                    return real.renewal(id, mark);
                }

                @Override
                public String bootId() {
                    return real.bootId();
                }

                @Override
                public String pidNamespace() {
                    return real.pidNamespace();
                }
            };
        }
    }
}
