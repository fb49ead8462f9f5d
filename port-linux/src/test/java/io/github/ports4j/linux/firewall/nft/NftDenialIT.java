package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that deny, in a namespace of the test's own. */
@Tag("root")
class NftDenialIT {
    private OwnNetwork network;
    private Nft nft;
    private NftDenial denial;

    @BeforeEach
    void enter() {
        network = OwnNetwork.open();
        nft = network.nft();
        denial = new NftDenial(nft);
    }

    @AfterEach
    void leave() {
        if (network != null) {
            network.close();
        }
    }

    private FilterRequest made(FirewallRule rule) {
        FilterRequest request = Marks.deny(rule);
        network.run(() -> denial.prepare(request).apply());
        return request;
    }

    private static Stream<FirewallRule> rules() {
        return Stream.of(
                FirewallRule.tcp(8080).fromAny(),
                FirewallRule.udp(PortRange.of(1, 65535)).fromAny(),
                FirewallRule.tcp(PortRange.of(8000, 8010)).from("10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "fe80::1"),
                FirewallRule.tcp(22).from("10.0.0.0/8").labelled("shop"),
                FirewallRule.tcp(22).from("0.0.0.0/0"),
                FirewallRule.udp(53).from("::/0").onInterface("eth0"),
                FirewallRule.udp(53).from("::1"),
                FirewallRule.tcp(443).fromAny().lasting(Duration.ofDays(365)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsListedIsWhatWasAsked(FirewallRule rule) {
        FilterRequest request = made(rule);
        List<FirewallEntry> entries = network.call(denial::list);
        assertThat(entries).hasSize(1);
        FirewallEntry entry = entries.get(0);
        assertThat(entry.id()).isEqualTo(request.mark().id());
        assertThat(entry.action()).isEqualTo(FirewallAction.DENY);
        assertThat(entry.manager()).isEqualTo(FirewallManager.NFTABLES);
        assertThat(entry.protocol()).isEqualTo(rule.protocol());
        assertThat(entry.ports()).isEqualTo(rule.ports());
        assertThat(entry.sources()).containsExactlyInAnyOrderElementsOf(rule.sources());
        assertThat(entry.interfaceName()).isEqualTo(rule.interfaceName());
        assertThat(entry.label()).isEqualTo(rule.label());
        assertThat(entry.expires()).isEqualTo(request.mark().expires());
        assertThat(entry.rules())
                .isNotEmpty()
                .allMatch(text -> text.contains(request.mark().text()));
        assertThat(network.call(() -> denial.mark(entry.id()))).contains(request.mark());
    }

    @Test
    void twoHalvesAreTheWhole() {
        made(FirewallRule.tcp(22).from("0.0.0.0/1", "128.0.0.0/1"));
        assertThat(network.call(denial::list))
                .extracting(FirewallEntry::sources)
                .containsExactly(List.of(AddressBlock.parse("0.0.0.0/0")));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theTableGoesWithItsLastRule(FirewallRule rule) {
        FilterRequest first = made(rule);
        FilterRequest second = made(rule);
        network.run(() -> denial.removal(first.mark().id()).apply());
        assertThat(network.call(denial::list))
                .extracting(FirewallEntry::id)
                .containsExactly(second.mark().id());
        network.run(() -> denial.removal(second.mark().id()).apply());
        assertThat(network.call(nft::ruleset)).isEmpty();
        network.run(() -> denial.removal(second.mark().id()).apply());
    }

    @Test
    void theCommandDoesTheSame() {
        FilterRequest request = Marks.deny(FirewallRule.tcp(8080).from("192.0.2.0/24", "2001:db8::1"));
        FirewallCommand command = denial.prepare(request).commands().get(0);
        assertThat(command.argv()).containsExactly("/usr/sbin/nft", "-f", "-");
        network.program("nft", command.standardInput());
        String typed = network.call(nft::ruleset);
        network.run(() -> nft.change("flush ruleset"));
        network.run(() -> denial.prepare(request).apply());
        assertThat(network.call(nft::ruleset))
                .satisfies(text -> assertThat(withoutHandles(text))
                        .isEqualTo(withoutHandles(typed))
                        .contains("192.0.2.0/24"));
    }

    @Test
    void anotherMarkTakesThePlaceOfTheFirst() {
        FilterRequest request =
                made(FirewallRule.tcp(8080).from("192.0.2.0/24", "2001:db8::1").lasting(Duration.ofMinutes(1)));
        FilterRequest other = made(FirewallRule.tcp(8081).fromAny());
        FilterMark longer = request.mark()
                .expiring(Optional.of(Instant.now().plusSeconds(3600)))
                .detached();
        FilterChange renewal = network.call(() -> denial.renewal(request.mark().id(), longer));
        assertThat(renewal.commands()).hasSize(1);
        network.run(renewal::apply);
        assertThat(network.call(() -> denial.mark(longer.id()))).contains(longer);
        assertThat(network.call(() -> denial.mark(other.mark().id()))).contains(other.mark());
        assertThat(network.program("nft", "list", "set", "inet", "ports4j", "ports4j_" + longer.id()))
                .containsPattern("8080 timeout 1h expires 59m[0-9]+s[0-9]+ms comment \"" + longer.text() + "\"");
        FilterMark forever = longer.expiring(Optional.empty());
        network.run(() -> denial.renewal(longer.id(), forever).apply());
        assertThat(network.program("nft", "list", "set", "inet", "ports4j", "ports4j_" + longer.id()))
                .contains("elements = { 8080 comment \"" + forever.text() + "\" }");
        assertThat(network.call(denial::list)).hasSize(2);
    }

    @Test
    void theKernelEndsItAndWhatIsLeftIsOurs() {
        FilterRequest request = made(FirewallRule.tcp(8080).fromAny().lasting(Duration.ofSeconds(1)));
        FilterQuestion question = new FilterQuestion(
                TransportProtocol.TCP, PortRange.of(8080, 8080), AddressBlock.parse("192.0.2.1"), Optional.empty());
        assertThat(judge(question)).isEqualTo(FilterVerdict.Outcome.CLOSED);
        long end = System.nanoTime() + 20_000_000_000L;
        while (judge(question) != FilterVerdict.Outcome.OPEN) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(Instant.now()).isAfterOrEqualTo(request.mark().expires().orElseThrow());
        assertThat(network.call(denial::list))
                .extracting(FirewallEntry::id)
                .containsExactly(request.mark().id());
        network.run(() -> denial.removal(request.mark().id()).apply());
        assertThat(network.call(nft::ruleset)).isEmpty();
    }

    private FilterVerdict.Outcome judge(FilterQuestion question) {
        Ruleset ruleset = network.call(() -> new RulesetReader(nft).read());
        return new Evaluation(ruleset, address -> false).of(question).verdict().outcome();
    }

    @Test
    void itEndsWithItsHold() {
        FirewallRule rule = FirewallRule.tcp(8080).from("192.0.2.1").endingWithProcess();
        FilterRequest request = Marks.deny(rule);
        FilterHold hold = network.call(() -> denial.prepare(request).apply());
        made(FirewallRule.tcp(8081).fromAny());
        assertThat(network.call(denial::list))
                .extracting(FirewallEntry::ports)
                .containsExactlyInAnyOrder(PortRange.of(8080, 8080), PortRange.of(8081, 8081));
        network.run(() -> assertThatThrownBy(
                        () -> denial.removal(request.mark().id()).apply())
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("that process alone"));
        hold.close();
        hold.close();
        assertThat(network.call(denial::list))
                .extracting(FirewallEntry::ports)
                .containsExactly(PortRange.of(8081, 8081));
    }

    @Test
    void somebodyElsesCopyOfAMarkIsLeftAlone() {
        FilterRequest request = made(FirewallRule.tcp(8080).fromAny());
        network.run(() -> nft.change("add rule inet ports4j prerouting counter comment \""
                + request.mark().text() + "\""));
        assertThat(network.call(denial::list)).hasSize(1);
        network.run(() -> denial.removal(request.mark().id()).apply());
        assertThat(network.call(nft::ruleset)).contains("counter").doesNotContain("8080");
    }

    /** To change a rule is to delete and to add it. */
    private String changed(FilterRequest request, String before, String after) {
        String rule = network.call(nft::ruleset)
                .lines()
                .filter(line ->
                        line.contains("drop") && line.contains(request.mark().text()))
                .findFirst()
                .orElseThrow();
        String handle = rule.replaceAll(".*handle ", "");
        String text = rule.strip().replaceAll(" # handle.*", "").replace(before, after);
        network.run(() -> nft.change("replace rule inet ports4j prerouting handle " + handle + " " + text));
        return text;
    }

    @Test
    void aRuleThatSomebodyHasChangedIsNotOursAndThatIsSaid() {
        FilterRequest request = made(FirewallRule.tcp(8080).from("192.0.2.0/24", "2001:db8::/32"));
        String id = request.mark().id();
        String mine = changed(request, " drop", " counter drop");
        for (int i = 0; i < 2; i++) {
            network.run(() -> assertThatThrownBy(() -> denial.removal(id).apply())
                    .isInstanceOf(FirewallException.class)
                    .hasMessageContaining("somebody has changed this")
                    .hasMessageContaining("counter"));
            String left = network.call(nft::ruleset);
            assertThat(left.lines().filter(line -> line.contains("drop"))).hasSize(1);
            assertThat(left).contains("set ports4j_" + id).contains(mine.substring(0, mine.indexOf("counter")));
        }
        assertThat(network.call(denial::list)).isEmpty();
        assertThat(network.call(denial::remnants)).isEmpty();
        network.run(() -> assertThatThrownBy(
                        () -> denial.renewal(id, request.mark().detached()).apply())
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("somebody has changed this"));
    }

    @Test
    void aRuleThatNoLongerRefersToItsSetIsLeftToo() {
        FilterRequest request = made(FirewallRule.tcp(8080).fromAny());
        String id = request.mark().id();
        changed(request, " tcp dport @ports4j_" + id, "");
        network.run(() -> assertThatThrownBy(() -> denial.removal(id).apply())
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("somebody has changed this"));
        assertThat(network.call(nft::ruleset)).contains("tcp dport 8080").doesNotContain("set ports4j_" + id);
    }

    @Test
    void aSetWhoseRuleWasFlushedIsFoundAndRemoved() {
        FilterRequest first = made(FirewallRule.tcp(8080).fromAny());
        FilterRequest second = made(FirewallRule.tcp(8081).fromAny().lasting(Duration.ofSeconds(1)));
        assertThat(network.call(denial::remnants)).isEmpty();
        network.run(() -> nft.change("flush chain inet ports4j prerouting"));
        assertThat(network.call(denial::list)).isEmpty();
        assertThat(network.call(denial::remnants))
                .contains(first.mark())
                .extracting(FilterMark::id)
                .containsExactlyInAnyOrder(first.mark().id(), second.mark().id());
        network.run(() -> denial.removal(second.mark().id()).apply());
        network.run(() -> denial.removal(first.mark().id()).apply());
        assertThat(network.call(denial::remnants)).isEmpty();
        assertThat(network.call(nft::ruleset)).isEmpty();
    }

    private static String withoutHandles(String text) {
        return text.replaceAll(" # handle [0-9]+( progname .*)?", "");
    }
}
