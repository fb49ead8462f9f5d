package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Questions;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterObstacle;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules that open, in a namespace of the test's own. */
@Tag("root")
class NftOpeningIT {
    private static final String DROPPING = """
            add table inet f
            add chain inet f in { type filter hook input priority 0; policy drop; }
            add rule inet f in tcp dport 22 accept
            add table ip g
            add chain ip g pre { type filter hook prerouting priority -300; }
            add rule ip g pre tcp dport 8000-9000 drop
            """;

    private OwnNetwork network;
    private Nft nft;
    private NftOpening opening;

    @BeforeEach
    void enter() {
        network = OwnNetwork.open();
        nft = network.nft();
        opening = new NftOpening(nft, () -> new RulesetReader(nft).read(), address -> false);
    }

    @AfterEach
    void leave() {
        if (network != null) {
            network.close();
        }
    }

    private FilterChange prepared(String text, FilterRequest request) {
        return network.call(() -> {
            nft.change("flush ruleset\n" + text);
            return opening.prepare(request);
        });
    }

    private FilterVerdict.Outcome judge(String question) {
        Ruleset ruleset = network.call(() -> new RulesetReader(nft).read());
        return new Evaluation(ruleset, address -> false)
                .of(Questions.parse(question))
                .verdict()
                .outcome();
    }

    @Test
    void eachChainThatDropsGetsARuleAndLosesIt() {
        FirewallRule rule =
                FirewallRule.tcp(8080).from("192.0.2.0/24", "2001:db8::/32").intoBlockingChain();
        FilterRequest request = Marks.open(rule);
        FilterChange change = prepared(DROPPING, request);
        String before = network.call(nft::ruleset);
        assertThat(change.obstacle()).isEmpty();
        network.run(change::apply);
        assertThat(judge("8080/tcp from 192.0.2.0/24")).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(judge("8080/tcp from 2001:db8::/32")).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(judge("8080/tcp from 192.0.3.0")).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(judge("8081/tcp")).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(judge("8080/udp")).isEqualTo(FilterVerdict.Outcome.CLOSED);
        FirewallEntry entry = network.call(opening::list).get(0);
        assertThat(entry.action()).isEqualTo(FirewallAction.OPEN);
        assertThat(entry.sources()).containsExactlyInAnyOrderElementsOf(rule.sources());
        assertThat(entry.ports()).isEqualTo(rule.ports());
        assertThat(entry.rules()).hasSize(3);
        assertThat(network.call(new NftDenial(nft)::list)).isEmpty();
        FilterMark longer = request.mark().expiring(Optional.of(Instant.now().plusSeconds(60)));
        network.run(() -> opening.renewal(longer.id(), longer).apply());
        assertThat(network.call(() -> opening.mark(longer.id()))).contains(longer);
        assertThat(judge("8080/tcp from 192.0.2.0/24")).isEqualTo(FilterVerdict.Outcome.OPEN);
        network.run(() -> opening.removal(longer.id()).apply());
        assertThat(network.call(nft::ruleset)).isEqualTo(before);
    }

    @Test
    void withoutLeaveItStaysBlocked() {
        FilterChange change =
                prepared(DROPPING, Marks.open(FirewallRule.tcp(8080).from("192.0.2.1")));
        assertThat(change.commands()).isEmpty();
        FilterObstacle obstacle = change.obstacle().orElseThrow();
        assertThat(obstacle.effect()).isEqualTo(FirewallEffect.BLOCKED);
        assertThat(obstacle.reason())
                .contains("ip g pre (tcp dport 8000-9000 drop)")
                .contains("at the head of ip g pre and inet f in")
                .contains("intoBlockingChain()");
        String unclear = DROPPING + "add rule inet f in iifname eth0 accept\n";
        assertThat(prepared(unclear, Marks.open(FirewallRule.tcp(80).from("192.0.2.1")))
                        .obstacle()
                        .orElseThrow()
                        .effect())
                .isEqualTo(FirewallEffect.INERT);
    }

    @Test
    void forEverybodyForATime() {
        FilterRequest request = Marks.open(
                FirewallRule.udp(53).fromAny().lasting(Duration.ofSeconds(1)).intoBlockingChain());
        FilterChange change = prepared(DROPPING, request);
        assertThat(change.commands().get(0).standardInput())
                .contains("create set inet f ports4j_" + request.mark().id())
                .contains("insert rule inet f in iifname != \"lo\" udp dport 53 udp dport @");
        network.run(change::apply);
        assertThat(judge("53/udp")).isEqualTo(FilterVerdict.Outcome.OPEN);
        long end = System.nanoTime() + 20_000_000_000L;
        while (judge("53/udp") != FilterVerdict.Outcome.CLOSED) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(network.call(opening::list))
                .extracting(FirewallEntry::id)
                .containsExactly(request.mark().id());
    }

    @Test
    void whatARuleAtTheHeadCannotOpen() {
        String redirected = """
                add table ip n
                add chain ip n pre { type nat hook prerouting priority -100; }
                add rule ip n pre tcp dport 80 dnat to 198.51.100.1
                add table ip w
                add chain ip w f { type filter hook forward priority 0; policy drop; }
                """;
        FilterRequest request =
                Marks.open(FirewallRule.tcp(80).from("192.0.2.1").intoBlockingChain());
        assertThat(prepared(redirected, request).obstacle().orElseThrow().reason())
                .contains("the policy of ip w f")
                .contains("redirected to another host");
        String own = """
                add table inet ports4j
                add chain inet ports4j prerouting { type filter hook prerouting priority -150; }
                add rule inet ports4j prerouting tcp dport 80 drop
                """;
        assertThat(prepared(own, request).obstacle().orElseThrow().reason()).contains("a rule of ours, which denies");
        String redirecting = """
                add table ip n
                add chain ip n pre { type nat hook prerouting priority -100; }
                add rule ip n pre tcp dport 80 drop
                add rule ip n pre tcp dport 81 redirect to :80
                """;
        assertThat(prepared(redirecting, request).obstacle().orElseThrow().reason())
                .contains("keep it from redirecting");
    }

    @Test
    void whatIsLeftInSomebodysTableIsFound() {
        FilterRequest request =
                Marks.open(FirewallRule.tcp(8080).from("192.0.2.1").intoBlockingChain());
        network.run(prepared(DROPPING, request)::apply);
        assertThat(network.call(opening::remnants)).isEmpty();
        network.run(() -> nft.change("flush chain inet f in\nadd rule inet f in tcp dport 22 accept\n"));
        assertThat(network.call(opening::remnants)).containsExactly(request.mark());
        network.run(() -> opening.removal(request.mark().id()).apply());
        assertThat(network.call(opening::remnants)).isEmpty();
        assertThat(network.call(nft::ruleset)).contains("tcp dport 22").doesNotContain("ports4j");
    }
}
