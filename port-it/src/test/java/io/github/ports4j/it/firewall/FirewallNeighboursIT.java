package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.TransportPort;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes make rules at the same time, and take them back at the same time. */
@Tag("root")
@Tag("laboratory")
class FirewallNeighboursIT {
    private static final int ROUNDS = LongSeries.RUNS ? 20 : 5;

    @ParameterizedTest
    @MethodSource("io.github.ports4j.it.firewall.Making#tried")
    void what_two_make_at_once_is_there_and_gone(Making making) {
        try (FirewallHost host = making.host()) {
            if (making.action() == FirewallAction.DENY) {
                host.nft("insert rule inet foreign input tcp dport " + (Making.OTHER_PORT + 1) + " accept\n");
            }
            Snapshot before = host.snapshot();
            HostJvm one = host.start(FirewallUser.class);
            HostJvm other = host.start(FirewallUser.class);
            boolean onlyOne = making == Making.UFW;
            for (int round = 1; round <= ROUNDS; round++) {
                String where = "round " + round;
                boolean same = round % 2 == 0;
                int port = making.action() == FirewallAction.DENY ? Making.OTHER_PORT : Scenario.PORT;
                List<Integer> ports = List.of(port, same ? port : port + 1);
                List<String> made = both(one, making.words(ports.get(0)), other, making.words(ports.get(1)));
                if (same && onlyOne) {
                    assertThat(made).as(where).anyMatch(said -> said.startsWith("OPENED"));
                    assertThat(made)
                            .as("%s: they take no equal rules", where)
                            .allMatch(said -> said.matches("(OPENED|ALREADY_OPEN|failed: \\S*FirewallException:) .*"));
                } else {
                    assertThat(made).as(where).allMatch(said -> said.matches("(OPENED|DENIED) [0-9a-f]{8}"));
                }
                Sight sight = making.action() == FirewallAction.DENY ? Sight.FILTERED : Sight.OPEN;
                assertThat(host.see(TransportPort.tcp(ports.get(0)), Family.V4))
                        .as("%s: %s", where, made)
                        .isEqualTo(sight);
                assertThat(host.see(TransportPort.tcp(ports.get(1)), Family.V6))
                        .as("%s: %s", where, made)
                        .isEqualTo(sight);

                assertThat(both(one, "close", other, "close")).as(where).containsOnly("closed");
                assertThat(Remains.in(host)).as(where).isEmpty();
            }
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }

    private static List<String> both(HostJvm one, String toOne, HostJvm other, String toOther) {
        one.say(toOne);
        other.say(toOther);
        return List.of(one.line(), other.line());
    }
}
