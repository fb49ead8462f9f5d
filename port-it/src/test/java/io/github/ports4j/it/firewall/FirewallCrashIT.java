package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.firewall.Doomed.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process is killed between any two steps of what it does with a rule: then another one finds what is left, takes it away, and nobody
 * else's rules have changed.
 */
@Tag("root")
@Tag("laboratory")
class FirewallCrashIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource("io.github.ports4j.it.firewall.Making#tried")
    void whoever_is_killed_at_any_step_leaves_nothing_that_a_sweep_does_not_find(Making making) {
        try (FirewallHost host = making.host()) {
            Snapshot before = host.snapshot();
            Map<Part, Integer> points = points(host, making);
            assertThat(points).allSatisfy((part, number) -> assertThat(number).isPositive());
            assertClean(host, before, "after all was done");
            HostJvm sweeper = host.start(FirewallUser.class);
            points.forEach((part, number) -> {
                for (int point = 1; point <= number; point++) {
                    HostJvm doomed = host.start(Doomed.class, making.name(), part.name(), Integer.toString(point));
                    String where = part + " " + point + " of " + number + ": " + doomed.line();
                    assertThat(where).contains("stopped");
                    doomed.kill();
                    sweep(sweeper, part, where);
                    assertClean(host, before, where);
                }
            });
        }
    }

    /** Killed with its caller, ufw has written its files and not loaded them. */
    @Test
    @EnabledIfSystemProperty(named = "ports4j.series", matches = "full")
    void ufw_that_is_killed_too_leaves_nothing_either() {
        try (FirewallHost host = Making.UFW.host()) {
            Snapshot before = host.snapshot();
            host.must(List.of("sh", "-c", "rm $0 && cat >$0 && chmod 755 $0", "/usr/sbin/ip6tables"), """
                    #!/bin/sh
                    case "$*" in
                        *8080*) [ -e /run/go-on ] || { touch /run/stopped; exec sleep 100000; } ;;
                    esac
                    exec /usr/sbin/ip6tables-nft "$@"
                    """);
            HostJvm sweeper = host.start(FirewallUser.class);
            HostJvm killed = host.start(FirewallUser.class);
            killed.say(Making.UFW.words(Scenario.PORT));
            Instant until = Instant.now().plus(LONGEST);
            while (host.run("test", "-e", "/run/stopped").exit() != 0) {
                assertThat(Instant.now()).isBefore(until);
            }
            killed.kill();
            assertThat(Remains.in(host)).as("it was written").isNotEmpty();
            host.must("touch", "/run/go-on");
            sweep(sweeper, Part.MAKE, "while ufw ran");
            assertThat(Remains.in(host)).isEmpty();
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }

    private static Map<Part, Integer> points(FirewallHost host, Making making) {
        HostJvm all = host.start(Doomed.class, making.name(), Doomed.ALL);
        Map<Part, Integer> points = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            points.put(part, Integer.parseInt(all.line()));
        }
        assertThat(all.exit()).isZero();
        return points;
    }

    /** A rule that was detached is to stay: it is found, and taken away by whoever wants that. */
    private static void sweep(HostJvm sweeper, Part part, String where) {
        sweeper.say("sweep");
        String swept = sweeper.line();
        sweeper.say("list");
        String listed = sweeper.line();
        assertThat(swept).as(where).doesNotContain("failed");
        if (!listed.equals(FirewallUser.NOTHING)) {
            assertThat(part).as(where).isIn(Part.DETACH, Part.REMOVE);
            assertThat(listed).as(where).doesNotContain("for pid", "failed", " | ");
            sweeper.say("remove");
            assertThat(sweeper.line()).as(where).isEqualTo(listed);
            sweeper.say("list");
            assertThat(sweeper.line()).as(where).isEqualTo(FirewallUser.NOTHING);
        }
    }

    private static void assertClean(FirewallHost host, Snapshot before, String where) {
        assertThat(Remains.in(host)).as(where).isEmpty();
        assertThat(host.snapshot().changesSince(before)).as(where).isEmpty();
        host.must("sh", "-c", "[ ! -d /run/ports4j ] || rmdir /run/ports4j"); // so that it is made each time
    }
}
