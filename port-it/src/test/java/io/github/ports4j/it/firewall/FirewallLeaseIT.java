package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.TransportPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an administrator is told to run, how rules end, and what becomes of connections then: by each way to make rules. */
@Tag("root")
@Tag("laboratory")
class FirewallLeaseIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** In seconds: long enough to be met before it is over. */
    private static final int SHORT = 3;

    /** The same where firewall-cmd takes some of them to start so often. */
    private static final int SLOW = 10;

    /** On which nothing listens but {@link Wire}. */
    private static final TransportPort UNUSED = TransportPort.tcp(Scenario.PORT + 10);

    /** One for each of those who make rules. */
    static Stream<Scenario> rules_end_when_they_should() {
        Set<Scenario> makers = Set.of(
                Scenario.NONE,
                Scenario.NFT_POLICY_DROP,
                Scenario.IPTABLES_NFT,
                Scenario.IPTABLES_LEGACY,
                Scenario.UFW,
                Scenario.FIREWALLD);
        return Scenario.tried().filter(makers::contains);
    }

    /** Where nothing filters a rule denies, by nft, and else it opens. */
    @ParameterizedTest
    @MethodSource
    void rules_end_when_they_should(Scenario scenario) {
        FirewallAction action = scenario == Scenario.NONE ? FirewallAction.DENY : FirewallAction.OPEN;
        Wish wish = new Wish(action, TransportPort.tcp(Scenario.PORT), Sources.PEER)
                .into(scenario == Scenario.NFT_POLICY_DROP);
        try (FirewallHost host = FirewallHost.in(scenario);
                Traffic traffic = new Traffic(host, scenario.filter())) {
            HostFirewall firewall = HostFirewall.start(host);
            Trial trial = new Trial(host, traffic, firewall);
            Set<Attempt> before = traffic.letIn();
            Set<Attempt> during = wish.letsIn(traffic.attempts(), before);

            runByHand(host, firewall, scenario, wish);
            assertThat(traffic.letIn(during)).as("by hand").isEqualTo(during);
            takeBack(host, firewall, scenario, wish);
            trial.isAsBefore("after what was run by hand");

            HostFirewall.Lease lease = firewall.make(wish.lasting(scenario == Scenario.FIREWALLD ? SLOW : SHORT));
            assertThat(lease.effect().holds()).as("%s", lease).isTrue();
            assertThat(traffic.letIn(during)).as("while it lasts").isEqualTo(during);
            if (scenario == Scenario.NONE || scenario == Scenario.NFT_POLICY_DROP || scenario == Scenario.FIREWALLD) {
                assertThat(traffic.awaitLetIn(before)).as("it ends by itself").isEqualTo(before);
            } else {
                assertThat(sweptAtLast(firewall)).hasSize(1);
            }
            assertThat(traffic.letIn(before)).isEqualTo(before);
            assertThat(firewall.verify(lease)).isEqualTo(FirewallEffect.INERT);
            firewall.close(lease);
            trial.isAsBefore("when its time is over");

            connectionOutlivesTheRule(host, firewall, new Wish(action, UNUSED, Sources.PEER).into(wish.into()));
            trial.isAsBefore("with a connection of before");
        }
    }

    private static void runByHand(FirewallHost host, HostFirewall firewall, Scenario scenario, Wish wish) {
        HostFirewall.Plan plan = firewall.plan(wish);
        assertThat(plan.commands()).as("%s", plan).isNotEmpty();
        plan.commands().forEach(command -> host.must("sh", "-c", command));
        assertThat(firewall.sweep()).as("it is nobody's").isEmpty();
        assertThat(firewall.list())
                .as("firewalld has no place for a mark")
                .hasSize(scenario == Scenario.FIREWALLD ? 0 : 1);
    }

    private static void takeBack(FirewallHost host, HostFirewall firewall, Scenario scenario, Wish wish) {
        if (scenario == Scenario.FIREWALLD) {
            for (String rule :
                    host.must("firewall-cmd", "--list-rich-rules").lines().toList()) {
                host.must("firewall-cmd", "--remove-rich-rule=" + rule);
            }
        } else {
            assertThat(firewall.remove()).as("%s", wish).isTrue();
        }
    }

    private static List<String> sweptAtLast(HostFirewall firewall) {
        Instant until = Instant.now().plus(LONGEST);
        List<String> swept = firewall.sweep();
        while (swept.isEmpty() && Instant.now().isBefore(until)) {
            swept = firewall.sweep();
        }
        return swept;
    }

    private static void connectionOutlivesTheRule(FirewallHost host, HostFirewall firewall, Wish wish) {
        if (wish.action() == FirewallAction.DENY) {
            try (Wire wire = Wire.lay(host, UNUSED, Family.V4)) {
                HostFirewall.Lease lease = firewall.make(wish);
                wire.settle();
                firewall.close(lease);
                wire.settle();
            }
            return;
        }
        HostFirewall.Lease lease = firewall.make(wish);
        try (Wire four = Wire.lay(host, UNUSED, Family.V4);
                Wire six = Wire.lay(host, UNUSED, Family.V6)) {
            firewall.close(lease);
            four.settle();
            six.settle();
        }
    }

    /** To close one does not end what another opened, and who may not open by himself is told what is so. */
    @Test
    void who_needs_nothing_to_be_made_holds_nothing() {
        Wish into = new Wish(FirewallAction.OPEN, TransportPort.tcp(Scenario.PORT), Sources.PEER).into(true);
        try (FirewallHost host = FirewallHost.in(Scenario.NFT_POLICY_DROP);
                Traffic traffic = new Traffic(host, Scenario.NFT_POLICY_DROP.filter())) {
            HostFirewall firewall = HostFirewall.start(host);
            Trial trial = new Trial(host, traffic, firewall);
            HostFirewall.Lease one = firewall.make(into);
            HostFirewall.Plan plan = firewall.plan(into.into(false));
            HostFirewall.Lease other = firewall.make(into.into(false));
            assertThat(other.effect()).as("%s", other).isEqualTo(FirewallEffect.ALREADY_OPEN);
            assertThat(plan.effect()).as("%s", plan).isEqualTo("ALREADY_OPEN");
            assertThat(other.reason()).contains("without other rules of ours");
            firewall.close(one);
            assertThat(firewall.verify(other)).isEqualTo(FirewallEffect.BLOCKED);
            trial.isAsBefore("with a lease that holds nothing");
        }
    }
}
