package io.github.ports4j.it.firewall;

import static org.junit.jupiter.api.Assertions.assertAll;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the library says of a rule is what packets from outside meet, whoever filters; and nothing of others is changed. */
@Tag("root")
@Tag("laboratory")
class FirewallEffectsIT {
    /** First as the filter is, and then with the port let in by its manager. */
    @ParameterizedTest
    @MethodSource("io.github.ports4j.it.firewall.Scenario#tried")
    void is_what_packets_meet(Scenario scenario) {
        Filter filter = scenario.filter();
        try (FirewallHost host = FirewallHost.in(scenario);
                Traffic traffic = new Traffic(host, filter)) {
            HostFirewall firewall = HostFirewall.start(host);
            List<Executable> all = new ArrayList<>();
            Trial asItIs = new Trial(host, traffic, firewall);
            wishes(scenario).forEach(wish -> all.add(() -> asItIs.carryOut(wish, effect(scenario, wish))));
            assertAll(all);
            if (filter.sees(TransportProtocol.TCP, Family.V4) != Sight.OPEN) {
                ports().forEach(port -> filter.allow(host, port));
                Trial allowed = new Trial(host, traffic, firewall);
                all.clear();
                wishes(scenario).forEach(wish -> all.add(() -> allowed.carryOut(wish, effectWhereOpen(wish))));
                assertAll(all);
            }
        }
    }

    private static List<Wish> wishes(Scenario scenario) {
        List<Wish> wishes = new ArrayList<>();
        for (FirewallAction action : FirewallAction.values()) {
            for (TransportPort port : ports().toList()) {
                for (Sources sources : sources(scenario)) {
                    Wish wish = new Wish(action, port, sources);
                    wishes.add(wish);
                    if (effect(scenario, wish) == FirewallEffect.BLOCKED) {
                        wishes.add(wish.into(true));
                    }
                }
            }
        }
        return wishes;
    }

    /** In every build all of them by each way to make rules, and else for everybody and for some; all in the long series. */
    private static Set<Sources> sources(Scenario scenario) {
        boolean whole = LongSeries.RUNS
                || Set.of(Scenario.NONE, Scenario.NFT_POLICY_DROP, Scenario.IPTABLES_NFT)
                        .contains(scenario);
        return whole ? EnumSet.allOf(Sources.class) : EnumSet.of(Sources.ANY, Sources.PEER_V4);
    }

    private static FirewallEffect effectWhereOpen(Wish wish) {
        return wish.action() == FirewallAction.OPEN ? FirewallEffect.ALREADY_OPEN : FirewallEffect.DENIED;
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
