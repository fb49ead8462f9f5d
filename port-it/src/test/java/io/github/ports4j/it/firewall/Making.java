package io.github.ports4j.it.firewall;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallRule;
import java.time.Duration;
import java.util.stream.Stream;

/** What is made where, by each of those who make rules. */
enum Making {
    NFT_DENIAL(Scenario.NFT_POLICY_DROP, FirewallAction.DENY, rule(9090)),
    NFT_OPENING(
            Scenario.NFT_POLICY_DROP, FirewallAction.OPEN, rule(Scenario.PORT).intoBlockingChain()),
    NFT_OPENING_FOR_A_TIME(
            Scenario.NFT_POLICY_DROP, FirewallAction.OPEN, forATime().intoBlockingChain()),
    IPTABLES(Scenario.IPTABLES_NFT, FirewallAction.OPEN, forATime()),
    IPTABLES_LEGACY(Scenario.IPTABLES_LEGACY, FirewallAction.OPEN, forATime()),
    UFW(Scenario.UFW, FirewallAction.OPEN, forATime()),
    FIREWALLD(Scenario.FIREWALLD, FirewallAction.OPEN, forATime());

    /** One that somebody lets in. */
    static final int OTHER_PORT = 9090;

    private final Scenario scenario;
    private final FirewallAction action;

    @SuppressWarnings("ImmutableEnumChecker") // it is immutable
    private final FirewallRule rule;

    Making(Scenario scenario, FirewallAction action, FirewallRule rule) {
        this.scenario = scenario;
        this.action = action;
        this.rule = rule;
    }

    private static FirewallRule rule(int port) {
        return FirewallRule.tcp(port).fromAny();
    }

    private static FirewallRule forATime() {
        return rule(Scenario.PORT).lasting(Duration.ofMinutes(10));
    }

    /** Those that are tried: in every build by nft and by iptables, and all in the long series. */
    static Stream<Making> tried() {
        return Stream.of(values()).filter(making -> LongSeries.RUNS || making.compareTo(IPTABLES) <= 0);
    }

    Scenario scenario() {
        return scenario;
    }

    FirewallAction action() {
        return action;
    }

    /** A host where it can be made and has an effect. */
    FirewallHost host() {
        FirewallHost host = FirewallHost.in(scenario);
        if (action == FirewallAction.DENY) {
            host.nft("insert rule inet foreign input tcp dport " + OTHER_PORT + " accept\n");
        }
        return host;
    }

    /** What a {@link FirewallUser} is told to make the same for this port. */
    String words(int port) {
        return action.name() + " " + port + (rule.isIntoBlockingChain() ? " into" : "");
    }

    FirewallLease make(Firewall firewall) {
        return action == FirewallAction.OPEN ? firewall.open(rule) : firewall.deny(rule);
    }
}
