package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.TransportPort;
import io.github.ports4j.spi.FilterMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose rules a sweep takes away, and whose it leaves. */
@Tag("root")
@Tag("laboratory")
class FirewallSweepIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final TransportPort PORT = TransportPort.tcp(Making.OTHER_PORT);
    private static final String DENY = "DENY " + Making.OTHER_PORT;

    /** In seconds: long enough to be met before it is over. */
    private static final int SHORT = 3;

    private static final String QUERY = "query " + Making.OTHER_PORT;

    @Test
    void rule_of_a_process_is_swept_by_who_can_tell_that_it_has_ended() {
        try (FirewallHost host = Making.NFT_DENIAL.host();
                HostJvm elsewhere = elsewhere(host)) {
            HostJvm other = host.start(FirewallUser.class);
            HostJvm owner = host.start(FirewallUser.class);
            assertThat(ask(owner, DENY)).startsWith("DENIED");
            assertThat(ask(other, "sweep")).isEqualTo(FirewallUser.NOTHING);
            assertThat(ask(elsewhere, "sweep")).isEqualTo(FirewallUser.NOTHING);
            owner.kill();
            assertThat(ask(elsewhere, "sweep"))
                    .as("its pid means another process there")
                    .isEqualTo(FirewallUser.NOTHING);
            assertThat(ask(elsewhere, "list")).contains("deny");
            assertThat(ask(other, "sweep")).contains("deny");
            assertThat(Remains.in(host)).isEmpty();
        }
    }

    @Test
    void rule_whose_time_is_over_is_swept_by_anybody() {
        try (FirewallHost host = Making.NFT_DENIAL.host();
                HostJvm elsewhere = elsewhere(host)) {
            HostJvm owner = host.start(FirewallUser.class);
            assertThat(host.see(PORT, Family.V4)).isEqualTo(Sight.OPEN);
            assertThat(ask(owner, DENY + " " + SHORT)).startsWith("DENIED");
            assertThat(host.see(PORT, Family.V4)).as("while it lasts").isEqualTo(Sight.FILTERED);
            await(() -> !ask(elsewhere, "sweep").equals(FirewallUser.NOTHING));
            assertThat(Remains.in(host)).isEmpty();
            assertThat(host.see(PORT, Family.V4)).isEqualTo(Sight.OPEN);
            assertThat(ask(owner, "close")).isEqualTo("closed");
        }
    }

    @Test
    void detached_rule_stays() {
        try (FirewallHost host = Making.NFT_DENIAL.host()) {
            HostJvm other = host.start(FirewallUser.class);
            HostJvm owner = host.start(FirewallUser.class);
            assertThat(ask(owner, DENY)).startsWith("DENIED");
            assertThat(ask(owner, "detach")).isEqualTo("detached");
            owner.kill();
            assertThat(ask(other, "sweep")).isEqualTo(FirewallUser.NOTHING);
            assertThat(host.see(PORT, Family.V4)).isEqualTo(Sight.FILTERED);
            assertThat(ask(other, "remove")).contains("deny");
            assertThat(Remains.in(host)).isEmpty();
        }
    }

    /** Of all managers only ufw keeps rules over a restart. */
    @Test
    void rule_of_an_earlier_boot_is_swept() {
        try (FirewallHost host = Making.UFW.host()) {
            Snapshot before = host.snapshot();
            FilterMark.Owner gone = FilterMark.Owner.of(1, 4711, "pid:[4026531836]", "the boot before");
            String mark = new FilterMark("0badc0de", Optional.empty(), Optional.of(gone), Optional.empty()).text();
            for (String source : List.of("0.0.0.0/0", "::/0")) {
                host.must(
                        "ufw", "prepend", "allow", "proto", "tcp", "from", source, "to", "any", "port", "8080",
                        "comment", mark);
            }
            assertThat(host.see(TransportPort.tcp(Scenario.PORT), Family.V6)).isEqualTo(Sight.OPEN);
            HostJvm user = host.start(FirewallUser.class);
            assertThat(ask(user, "sweep")).startsWith("0badc0de open 8080/tcp from any");
            assertThat(Remains.in(host)).isEmpty();
            assertThat(host.snapshot().changesSince(before)).isEmpty();
        }
    }

    /** nft prints no JSON for the flags of such a table, but what its memory holds; others see what is in it all the same. */
    @Test
    void what_ends_with_its_process_ends_with_it() {
        try (FirewallHost host = Making.NFT_DENIAL.host()) {
            HostJvm other = host.start(FirewallUser.class);
            HostJvm owner = host.start(FirewallUser.class);
            assertThat(ask(other, QUERY)).isEqualTo("OPEN OPEN");
            assertThat(ask(owner, DENY + " held")).startsWith("DENIED");
            assertThat(ask(other, QUERY)).isEqualTo("CLOSED CLOSED");
            assertThat(ask(other, "list")).contains("deny");
            assertThat(ask(other, "sweep")).isEqualTo(FirewallUser.NOTHING);
            assertThat(host.see(PORT, Family.V4)).isEqualTo(Sight.FILTERED);
            owner.kill();
            assertThat(Remains.in(host)).as("nobody has swept").isEmpty();
            assertThat(host.see(PORT, Family.V4)).isEqualTo(Sight.OPEN);
            assertThat(ask(other, QUERY)).isEqualTo("OPEN OPEN");
            assertThat(ask(other, "list")).isEqualTo(FirewallUser.NOTHING);
        }
    }

    /** Its owner alone can delete it, and lives: that keeps nothing else from being swept. */
    @Test
    void what_ends_with_its_process_is_left_to_it_when_its_time_is_over() {
        try (FirewallHost host = Making.NFT_DENIAL.host()) {
            HostJvm other = host.start(FirewallUser.class);
            HostJvm ended = host.start(FirewallUser.class);
            HostJvm owner = host.start(FirewallUser.class);
            assertThat(ask(owner, DENY + " held " + SHORT)).startsWith("DENIED");
            assertThat(host.see(PORT, Family.V4)).as("while it lasts").isEqualTo(Sight.FILTERED);
            await(() -> ask(other, QUERY).equals("OPEN OPEN"));
            assertThat(ask(ended, DENY)).startsWith("DENIED");
            ended.kill();
            assertThat(ask(other, "sweep")).contains("deny").doesNotContain("failed", " | ");
            assertThat(Remains.in(host)).isNotEmpty();
            assertThat(ask(owner, "close")).isEqualTo("closed");
            assertThat(Remains.in(host)).isEmpty();
        }
    }

    private static HostJvm elsewhere(FirewallHost host) {
        return HostJvm.start(
                host.jvm().under("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"), FirewallUser.class);
    }

    private static String ask(HostJvm user, String question) {
        user.say(question);
        return user.line();
    }

    private static void await(Supplier<Boolean> condition) {
        Instant until = Instant.now().plus(LONGEST);
        while (!condition.get()) {
            assertThat(Instant.now()).isBefore(until);
        }
    }
}
