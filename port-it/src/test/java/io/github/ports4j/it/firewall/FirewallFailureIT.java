package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.TransportPort;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program fails when a part has been done: that is undone, and the error names what failed. */
@Tag("root")
@Tag("laboratory")
class FirewallFailureIT {
    /** Those who run several programs for one rule. */
    static Stream<Making> what_fails_at_any_step_is_undone() {
        return Making.tried().filter(making -> making.compareTo(Making.IPTABLES) >= 0);
    }

    @ParameterizedTest
    @MethodSource
    void what_fails_at_any_step_is_undone(Making making) {
        try (FirewallHost host = making.host()) {
            Snapshot before = host.snapshot();
            HostJvm unlucky = host.start(Unlucky.class, making.name());
            List<String> failures = new ArrayList<>();
            for (String failure = unlucky.line(); !failure.equals("through"); failure = unlucky.line()) {
                failures.add(failure);
                String then = unlucky.line();
                assertThat(failure).contains("bin/", SteppedPrograms.FAILURE);
                if (failure.startsWith("make")) {
                    assertThat(then).as(failure).isEqualTo("[]");
                    assertClean(host, before, failure);
                } else {
                    assertThat(then).as(failure).isEqualTo("true OPENED");
                }
                unlucky.say("");
            }
            assertThat(unlucky.exit()).isZero();
            assertThat(failures.stream().filter(failure -> failure.startsWith("make")))
                    .as("one for each family")
                    .hasSize(2);
            assertThat(failures.stream().filter(failure -> failure.startsWith("renew")))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertClean(host, before, "in the end");
        }
    }

    /** Without any seam: the program for IPv6 is another, which always fails. */
    @Test
    void iptables_for_ipv4_is_undone_where_that_for_ipv6_fails() {
        try (FirewallHost host = Making.IPTABLES.host()) {
            Snapshot before = host.snapshot();
            host.must(List.of("sh", "-c", "rm $0 && cat >$0 && chmod 755 $0", "/usr/sbin/ip6tables-nft"), """
                    #!/bin/sh
                    echo broken >&2
                    exit 4
                    """);
            HostJvm user = host.start(FirewallUser.class);
            user.say("OPEN " + Scenario.PORT);
            assertThat(user.line()).contains("failed: ", "FirewallException", "/usr/sbin/ip6tables-nft", "broken");
            user.say("list");
            assertThat(user.line()).isEqualTo(FirewallUser.NOTHING);
            assertClean(host, before, "in the end");
        }
    }

    /** With a rule in it for which it has no words, iptables tells none of a chain: no rule of ours then counts as gone. */
    @Test
    void what_a_rule_of_nft_hides_from_iptables_is_not_called_closed() {
        try (FirewallHost host = Making.IPTABLES.host()) {
            Snapshot before = host.snapshot();
            HostJvm user = host.start(FirewallUser.class);
            user.say("OPEN " + Scenario.PORT);
            assertThat(user.line()).startsWith("OPENED ");
            String added = host.nft("add rule ip filter INPUT ct state invalid counter\n");
            for (String word : List.of("close", "list", "verify", "sweep")) {
                user.say(word);
                assertThat(user.line()).as(word).contains("failed: ", "FirewallException", "ip filter INPUT");
            }
            assertThat(host.see(TransportPort.tcp(Scenario.PORT), Family.V4)).isEqualTo(Sight.OPEN);

            host.nft("delete rule ip filter INPUT handle " + added.replaceAll("(?s).*# handle (\\d+).*", "$1") + "\n");
            user.say("close");
            assertThat(user.line()).isEqualTo("closed");
            assertClean(host, before, "in the end");
        }
    }

    private static void assertClean(FirewallHost host, Snapshot before, String where) {
        assertThat(Remains.in(host)).as(where).isEmpty();
        assertThat(host.snapshot().changesSince(before)).as(where).isEmpty();
    }
}
