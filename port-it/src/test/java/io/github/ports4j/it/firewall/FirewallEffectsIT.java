package io.github.ports4j.it.firewall;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the library says of a rule is what packets from outside meet, whoever filters; and nothing of others is changed. */
@Tag("root")
@Tag("laboratory")
class FirewallEffectsIT {
    /** First as the filter is, and then with the port let in by its manager. */
    @ParameterizedTest
    @EnumSource
    void is_what_packets_meet(Scenario scenario) throws Exception {
        Filter filter = scenario.filter();
        try (FirewallHost host = FirewallHost.in(scenario)) {
            HostFirewall firewall = HostFirewall.start(host);
            SoftAssertions failures = new SoftAssertions();
            try (Trial trial = new Trial(host, filter, firewall)) {
                each(trial, failures, wish -> effect(scenario, wish));
            }
            if (filter.sees(TransportProtocol.TCP, Family.V4) != Sight.OPEN) {
                ports().forEach(port -> filter.allow(host, port));
                try (Trial trial = new Trial(host, filter, firewall)) {
                    each(
                            trial,
                            failures,
                            wish -> wish.action() == FirewallAction.OPEN
                                    ? FirewallEffect.ALREADY_OPEN
                                    : FirewallEffect.DENIED);
                }
            }
            failures.assertAll();
        }
    }

    /** What should come of a wish. */
    private interface Oracle {
        FirewallEffect of(Wish wish);
    }

    private static void each(Trial trial, SoftAssertions failures, Oracle oracle) {
        for (FirewallAction action : FirewallAction.values()) {
            for (TransportPort port : ports().toList()) {
                for (Sources sources : Sources.values()) {
                    attempt(trial, failures, new Wish(action, port, sources), oracle);
                }
            }
        }
    }

    private static void attempt(Trial trial, SoftAssertions failures, Wish wish, Oracle oracle) {
        failures.assertThatCode(() -> trial.carryOut(wish, oracle.of(wish)))
                .as("%s", wish)
                .doesNotThrowAnyException();
        if (wish.action() == FirewallAction.OPEN && oracle.of(wish) == FirewallEffect.BLOCKED && !wish.into()) {
            attempt(trial, failures, wish.into(true), oracle);
        }
    }

    private static Stream<TransportPort> ports() {
        return Stream.of(TransportProtocol.values()).map(protocol -> new TransportPort(protocol, Scenario.PORT));
    }

    private static FirewallEffect effect(Scenario scenario, Wish wish) {
        boolean open = wish.action() == FirewallAction.OPEN;
        return switch (scenario) {
            case NONE, EMPTY_TABLE, PUBLISHED -> open ? FirewallEffect.NOT_FILTERED : FirewallEffect.DENIED;
            case NFT_POLICY_DROP, NFT_REJECT_RULE, NFT_RAW_DROP -> {
                FirewallEffect opened = wish.into() ? FirewallEffect.OPENED : FirewallEffect.BLOCKED;
                yield open ? opened : FirewallEffect.ALREADY_DENIED;
            }
            case PUBLISHED_FORWARD_DROP -> open ? FirewallEffect.BLOCKED : FirewallEffect.ALREADY_DENIED;
            case IPTABLES_NFT, IPTABLES_LEGACY, UFW, FIREWALLD ->
                open ? FirewallEffect.OPENED : FirewallEffect.ALREADY_DENIED;
        };
    }
}
