package io.github.ports4j.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.Ports;
import io.github.ports4j.testkit.FakeHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that have no process, and plans, which speak of such rules. */
class DetachedRuleTest {
    private static final FirewallRule RULE = FirewallRule.tcp(8080).from("192.0.2.0/24");

    private final FakeHost host = new FakeHost();
    private final Firewall firewall = Ports.on(host).firewall();

    @Test
    void theRulesOfALeaseAreThoseInTheFilter() {
        host.firewall().dropsTheRest();
        try (FirewallLease lease = firewall.open(RULE)) {
            List<String> made = lease.rules();
            assertThat(made).isEqualTo(firewall.list().get(0).rules());
            lease.renew(Duration.ofMinutes(1));
            List<String> renewed = lease.rules();
            assertThat(renewed).isEqualTo(firewall.list().get(0).rules()).isNotEqualTo(made);
            lease.detach();
            assertThat(lease.rules()).isEqualTo(firewall.list().get(0).rules()).isNotEqualTo(renewed);
        }
        assertThat(firewall.list()).hasSize(1);
    }

    @Test
    void aPlanIsForARuleThatIsNotSweptWhenThisProcessEnds() {
        host.firewall().dropsTheRest();
        FirewallPlan plan = firewall.plan(RULE);
        assertThat(plan.effect()).contains(FirewallEffect.OPENED);
        assertThat(plan.commands())
                .singleElement()
                .asString()
                .matches("/sbin/fakefilter add 'accept 8080/tcp from 192.0.2.0/24' ports4j:[0-9a-f]{8}:0:0");
    }

    @Test
    void whatIsOpenOnlyByAnotherRuleOfOursIsPlannedAsItIsDone() {
        host.firewall().dropsTheRest();
        try (FirewallLease first = firewall.open(RULE)) {
            FirewallPlan plan = firewall.plan(RULE);
            assertThat(plan.effect()).contains(FirewallEffect.OPENED);
            assertThat(plan.commands()).hasSize(1);
            try (FirewallLease second = firewall.open(RULE)) {
                assertThat(second.effect()).isEqualTo(FirewallEffect.OPENED);
                assertThat(second.id()).isPresent().isNotEqualTo(first.id());
            }
        }
    }

    @Test
    void whatIsNotUnderstoodHasNoForeseeableEffect() {
        host.firewall().isObscure();
        FirewallPlan plan = firewall.plan(RULE);
        assertThat(plan.effect()).isEmpty();
        assertThat(plan.reason()).isEqualTo("there is a rule that nobody understands");
        assertThat(plan.commands()).hasSize(1);
        try (FirewallLease lease = firewall.open(RULE)) {
            assertThat(lease.effect()).isEqualTo(FirewallEffect.INERT);
        }
    }
}
