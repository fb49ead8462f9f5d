package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortRange;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import io.github.ports4j.spi.FilterVerdict.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** pf as a user of the provider meets it, over a pf in memory. */
class PfFilterTest {
    private static final String BLOCK_ALL = "block drop in all\n" + FakePf.STOCK;
    private static final FirewallRule WEB = FirewallRule.tcp(8080).from("192.0.2.0/24");
    private static final ServiceNames NAMES = ServiceNames.parse(FakeRule.SERVICES.entrySet().stream()
            .map(it -> it.getValue() + " " + it.getKey() + "/tcp\n" + it.getValue() + " " + it.getKey() + "/udp\n")
            .collect(Collectors.joining()));
    private static final ServicePorts SERVICES = new ServicePorts(() -> NAMES);

    private final FakePf pf = new FakePf();
    private final PfFilter filter = filter(pf);

    static PfFilter filter(CommandRunner runner) {
        return new PfFilter(runner, SERVICES, () -> "boot");
    }

    private static FilterMark mark(String id) {
        return new FilterMark(
                id,
                Optional.of(Instant.ofEpochSecond(1_800_000_000)),
                Optional.of(FilterMark.Owner.of(4711, 1, "", "boot")),
                Optional.of("shop"));
    }

    private FilterChange prepared(FirewallAction action, FirewallRule rule) {
        return filter.prepare(new FilterRequest(action, rule, mark("1a2b3c4d")));
    }

    private FilterVerdict judged(String source) {
        return judged(8080, source);
    }

    private FilterVerdict judged(int port, String source) {
        return filter.judge(new FilterQuestion(
                TransportProtocol.TCP, PortRange.of(port, port), AddressBlock.parse(source), Optional.empty()));
    }

    @Test
    void whileDisabledNothingFilters() {
        pf.load("", BLOCK_ALL);
        FilterVerdict verdict = judged("192.0.2.1");
        assertThat(verdict.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(verdict.filtered()).isFalse();
    }

    @Test
    void opensWhatIsBlocked() {
        pf.take();
        pf.load("", BLOCK_ALL);
        assertThat(judged("192.0.2.1").outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(judged("192.0.2.1").reason()).contains("block drop in all").contains("the main ruleset");
        FilterChange change = prepared(FirewallAction.OPEN, WEB);
        assertThat(change.obstacle()).isEmpty();
        assertThat(change.commands().toString())
                .isEqualTo("[/sbin/pfctl -a com.apple/100.ports4j.open.1a2b3c4d.tcp.8080-8080 -f - <<'END'\n"
                        + "pass in quick on ! lo0 inet proto tcp from 192.0.2.0/24 to any port 8080:8080 flags S/SA keep state"
                        + " label \"" + mark("1a2b3c4d").text() + "\"\nEND]");
        change.apply();
        assertThat(judged("192.0.2.0/24").outcome()).isEqualTo(Outcome.OPEN);
        assertThat(judged("192.0.2.0/23").outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(judged("192.0.3.0").outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(judged("2001:db8::1").outcome()).isEqualTo(Outcome.CLOSED);
        filter.removal("1a2b3c4d").apply();
        assertThat(judged("192.0.2.1").outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(pf.rules).doesNotContainKey("com.apple/100.ports4j.open.1a2b3c4d.tcp.8080-8080");
    }

    @Test
    void listsWhatItMade() {
        prepared(FirewallAction.OPEN, WEB.onInterface("en0").from("2001:db8::/32"))
                .apply();
        FirewallEntry entry = filter.list().get(0);
        assertThat(entry.toString())
                .isEqualTo("1a2b3c4d open 8080/tcp from 192.0.2.0/24, 2001:db8::/32 on en0 by pf"
                        + " until 2027-01-15T08:00:00Z for pid 4711 (shop)");
        assertThat(entry.rules()).hasSize(2).allMatch(line -> line.startsWith("pass in quick on en0 inet"));
        assertThat(filter.mark("1a2b3c4d")).contains(mark("1a2b3c4d"));
        assertThat(filter.mark("00000000")).isEmpty();
    }

    @Test
    void deniesWithAReferenceAndGivesItBack() {
        FilterChange change = prepared(FirewallAction.DENY, WEB);
        assertThat(change.commands()).hasSize(2);
        assertThat(change.commands().get(1)).hasToString("/sbin/pfctl -E");
        change.apply();
        assertThat(pf.enabled()).isTrue();
        assertThat(judged("192.0.2.1").outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(judged("192.0.3.1").outcome()).isEqualTo(Outcome.OPEN);
        FirewallEntry entry = filter.list().get(0);
        assertThat(entry.rules()).hasSize(1); // and not the copy with the token
        assertThat(entry.sources()).containsExactly(AddressBlock.parse("192.0.2.0/24"));
        FilterChange removal = filter.removal("1a2b3c4d");
        assertThat(removal.commands().get(0).toString()).startsWith("/sbin/pfctl -X ");
        removal.apply();
        assertThat(pf.enabled()).isFalse();
        assertThat(filter.list()).isEmpty();
    }

    @Test
    void aTokenThatHasBecomeAnothersIsLeft() {
        prepared(FirewallAction.DENY, WEB).apply();
        pf.tokens.clear(); // pfctl -d
        long others = pf.take(); // the same number
        filter.removal("1a2b3c4d").apply();
        assertThat(pf.tokens).containsOnlyKeys(others);
        assertThat(filter.list()).isEmpty();
    }

    @Test
    void removalTakesTheTokenBeforeTheRule() {
        prepared(FirewallAction.DENY, WEB).apply();
        pf.calls.clear();
        filter.removal("1a2b3c4d").apply();
        List<String> steps =
                pf.calls.stream().map(argv -> String.join(" ", argv)).toList();
        assertThat(steps.stream()
                        .filter(step -> step.contains(" -X "))
                        .findFirst()
                        .map(steps::indexOf)
                        .orElseThrow())
                .isLessThan(steps.stream()
                        .filter(step -> step.contains(" -F "))
                        .findFirst()
                        .map(steps::indexOf)
                        .orElseThrow());
    }

    private static String deniedOver(CommandRunner runner) {
        FilterChange change = filter(runner).prepare(new FilterRequest(FirewallAction.DENY, WEB, mark("1a2b3c4d")));
        return String.valueOf(catchThrowable(change::apply).getMessage());
    }

    /** The token can't be written, as no list of references is given: and then the undoing fails at its first try, or at both. */
    @Test
    void anUndoingIsTriedTwice() {
        for (String failing : List.of("-X", "-F")) {
            FakePf once = new FakePf();
            assertThat(deniedOver(new Meanwhile(new Meanwhile(once, "labels", 1), failing, 1)))
                    .contains("labels");
            assertThat(once.tokens).isEmpty();
            assertThat(once.rules).containsOnlyKeys("");
        }
        Meanwhile untold = new Meanwhile(new Meanwhile(pf, "References", 1), "-X", 2);
        assertThat(deniedOver(untold)).contains("References").contains("/sbin/pfctl -X " + 1_505_300_000_000_000_000L);
        assertThat(pf.tokens).hasSize(1);
        assertThat(pf.rules).containsOnlyKeys(""); // also if the other half failed
        FakePf left = new FakePf();
        Meanwhile stuck = new Meanwhile(new Meanwhile(left, "References", 1), "-F", 2);
        assertThat(deniedOver(stuck)).contains("the rule may still be there").doesNotContain("-X");
        assertThat(left.tokens).isEmpty();
    }

    @Test
    void whatHasGoneIsRemovedAndRenewedWithoutAWord() {
        FilterChange removal = filter.removal("1a2b3c4d");
        FilterChange renewal = filter.renewal("1a2b3c4d", mark("1a2b3c4d"));
        assertThat(removal.commands()).isEmpty();
        assertThat(renewal.commands()).isEmpty();
        removal.apply();
        renewal.apply();
        assertThat(pf.calls).noneMatch(argv -> argv.contains("-F") || argv.contains("-f"));
    }

    @Test
    void renewsInOneTransaction() {
        prepared(FirewallAction.DENY, WEB.onInterface("en1").from("::1")).apply();
        String before = pf.text();
        FilterMark later = mark("1a2b3c4d")
                .expiring(Optional.of(Instant.ofEpochSecond(1_900_000_000)))
                .detached();
        pf.calls.clear();
        FilterChange change = filter.renewal("1a2b3c4d", later);
        change.apply();
        assertThat(pf.calls)
                .filteredOn(argv -> argv.contains("-f") && !argv.contains("-n"))
                .hasSize(1);
        assertThat(pf.text()).isEqualTo(before.replace(mark("1a2b3c4d").text(), later.text()));
        assertThat(filter.mark("1a2b3c4d")).contains(later);
        assertThatThrownBy(() -> filter.renewal("1a2b3c4d", mark("00000000")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutItsHookARuleIsInert() {
        pf.take();
        pf.load("", "block drop in all\n");
        FilterChange change = prepared(FirewallAction.OPEN, WEB);
        assertThat(change.obstacle().orElseThrow().effect()).isEqualTo(FirewallEffect.INERT);
        assertThat(change.obstacle().orElseThrow().reason()).contains("com.apple/*");
        assertThat(change.commands()).isEmpty();
        assertThat(prepared(FirewallAction.DENY, WEB).obstacle().orElseThrow().effect())
                .isEqualTo(FirewallEffect.INERT);
        assertThatThrownBy(change::apply).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aQuickBlockBeforeUsIsNamed() {
        pf.load("", "block drop in quick proto tcp from any to any port 8080\n" + FakePf.STOCK);
        assertThat(prepared(FirewallAction.OPEN, WEB).obstacle()).isEmpty(); // http-alt is 8008 too: it can't be told
        pf.load("", "block drop in quick proto tcp from any to any port 8000:9000\n" + FakePf.STOCK);
        assertThat(prepared(FirewallAction.OPEN, WEB).obstacle().orElseThrow().effect())
                .isEqualTo(FirewallEffect.BLOCKED);
        assertThat(prepared(FirewallAction.OPEN, WEB).obstacle().orElseThrow().reason())
                .contains("block drop in quick proto tcp from any to any port 8000:9000");
        assertThat(prepared(FirewallAction.DENY, WEB).obstacle()).isEmpty();
        pf.load("", FakePf.STOCK);
        pf.load("com.apple/099.other", "block drop in quick from 192.0.2.7 to any\n");
        assertThat(prepared(FirewallAction.OPEN, WEB).obstacle().orElseThrow().reason())
                .contains("com.apple/099.other")
                .contains("192.0.2.7");
        pf.load("com.apple/099.other", "pass in quick all\n");
        assertThat(prepared(FirewallAction.DENY, WEB).obstacle().orElseThrow().effect())
                .isEqualTo(FirewallEffect.INERT);
        pf.rules.remove("com.apple/099.other");
        pf.load("com.apple/200.AirDrop", "block drop in quick all\n");
        assertThat(prepared(FirewallAction.OPEN, WEB).obstacle()).isEmpty();
    }

    @Test
    void aPortThatIsOpenedCanBeDenied() {
        pf.take();
        filter.prepare(new FilterRequest(FirewallAction.OPEN, WEB, mark("00000000")))
                .apply();
        FilterChange change = filter.prepare(new FilterRequest(FirewallAction.DENY, WEB, mark("ffffffff")));
        assertThat(change.obstacle()).isEmpty();
        change.apply();
        assertThat(judged("192.0.2.1").outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(pf.lets(new FakePacket("tcp", 8080, "192.0.2.1", "en0"))).isFalse();
    }

    @Test
    void theLoopbackIsLeftAlone() {
        prepared(FirewallAction.DENY, FirewallRule.tcp(8080).fromAny()).apply();
        assertThat(pf.lets(new FakePacket("tcp", 8080, "127.0.0.1", "lo0"))).isTrue();
        assertThat(pf.lets(new FakePacket("tcp", 8080, "127.0.0.1", "en0"))).isFalse();
    }

    @Test
    void whatOnlyLooksLikeOursIsLeft() {
        List<String> hostile = List.of(
                "com.apple/100.ports4j.zzz",
                "com.apple/100.ports4j",
                "com.apple/100.ports4j.open.1a2b3c4d.tcp.8080-8080.x",
                "com.apple/100.ports4j.open.1A2B3C4D.tcp.8080-8080",
                "com.apple/100.ports4j.open.1a2b3c4d.tcp.8081-8080",
                "com.apple/100.ports4j.open.1a2b3c4d.tcp.1-65536",
                "com.apple/100.ports4j.open.1a2b3c4d.tcp.08-80",
                "com.apple/100.ports4j.allow.1a2b3c4d.tcp.80-80",
                "com.apple/100.ports4j.open.1a2b3c4d.sctp.80-80",
                "other/100.ports4j.open.1a2b3c4d.tcp.80-80");
        for (String path : hostile) {
            pf.load(path, "pass in all label \"" + mark("1a2b3c4d").text() + "\"\n");
        }
        pf.load("com.apple/100.ports4j.open.1a2b3c4d.tcp.80-80", "pass in all label \"ports4j:1a2b3c4d\"\n");
        pf.load("com.apple/100.ports4j.open.1a2b3c4d.tcp.81-81", "pass in all label \"ports4j:00000000:0:0\"\n");
        pf.load("com.apple/100.ports4j.deny.1a2b3c4d.tcp.82-82", "pass in all label \"ports4j-token:1:2\"\n");
        String before = pf.text();
        assertThat(filter.list()).isEmpty();
        assertThat(filter.mark("1a2b3c4d")).isEmpty();
        filter.removal("1a2b3c4d").apply();
        assertThat(pf.text()).isEqualTo(before);
    }

    @Test
    void aStrangersRuleInAnAnchorOfOursIsNotFlushed() {
        prepared(FirewallAction.OPEN, WEB).apply();
        String path = "com.apple/100.ports4j.open.1a2b3c4d.tcp.8080-8080";
        pf.load(path, Objects.requireNonNull(pf.rules.get(path)).get(0).printed() + "\npass in from 10.0.0.1 to any\n");
        String before = pf.text();
        assertThat(filter.list()).hasSize(1);
        assertThatThrownBy(() -> filter.removal("1a2b3c4d").apply())
                .isInstanceOf(FirewallException.class)
                .hasMessageContaining("10.0.0.1");
        assertThatThrownBy(() -> filter.renewal("1a2b3c4d", mark("1a2b3c4d")).apply())
                .isInstanceOf(FirewallException.class);
        assertThat(pf.text()).isEqualTo(before);
    }

    @Test
    void withoutRootAPlanIsAllThereIs() {
        pf.root = false;
        FilterChange change = prepared(FirewallAction.OPEN, WEB);
        assertThat(change.commands()).hasSize(1);
        assertThat(change.obstacle()).isEmpty();
        assertThatThrownBy(change::apply)
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("root");
        assertThatThrownBy(() -> judged("192.0.2.1")).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(filter::list).isInstanceOf(NotPermittedException.class);
        FirewallStatus status = filter.status();
        assertThat(status.enabled()).isFalse();
        assertThat(status.missing().orElseThrow()).contains("root");
        assertThat(status.notes()).anyMatch(note -> note.contains("whether pf is enabled can't be told"));
        assertThat(status.notes()).anyMatch(note -> note.contains("Network Extension"));
    }

    @Test
    void tellsWhatFilters() {
        pf.load("", BLOCK_ALL);
        pf.load("com.apple/200.AirDrop", "pass in all\n");
        assertThat(filter.status().layers()).isEmpty();
        assertThat(filter.status().notes()).contains("pf is not enabled");
        long token = pf.take();
        FirewallStatus status = filter.status();
        assertThat(status.enabled()).isTrue();
        assertThat(status.permitted()).isTrue();
        assertThat(status.layers())
                .containsExactly("pf: the main ruleset, 3 rules", "pf: the anchor com.apple/200.AirDrop, 1 rule");
        assertThat(status.notes()).anyMatch(note -> note.contains("" + token) && note.contains("pfctl"));
        pf.load("", "block drop in all\n");
        assertThat(filter.status().notes()).contains(Hook.MISSING);
    }

    @Test
    void tellsWhatItCouldNotFindOut() {
        FirewallStatus unknown = filter(new Meanwhile(pf, "info", 1)).status();
        assertThat(unknown.notes()).anyMatch(note -> note.startsWith("whether pf is enabled can't be told: "));
        pf.take();
        FirewallStatus partly = filter(new Meanwhile(pf, "References", 1)).status();
        assertThat(partly.enabled()).isTrue();
        assertThat(partly.notes()).anyMatch(note -> note.startsWith("pf could not be looked at in full: "));
    }

    @Test
    void aSkippedInterfaceLetsAllIn() {
        pf.take();
        pf.load("", BLOCK_ALL);
        pf.skipped.add("en1");
        assertThat(judged("192.0.2.1").outcome()).isEqualTo(Outcome.UNKNOWN); // depends on the interface
        assertThat(onInterface("en1")).isEqualTo(Outcome.OPEN);
        assertThat(onInterface("en0")).isEqualTo(Outcome.CLOSED);
    }

    private Outcome onInterface(String name) {
        return filter.judge(new FilterQuestion(
                        TransportProtocol.TCP,
                        PortRange.of(80, 80),
                        AddressBlock.parse("192.0.2.1"),
                        Optional.of(name)))
                .outcome();
    }

    @Test
    void aRedirectedPortIsNotJudged() {
        pf.take();
        pf.load("com.apple/250.Sanctuary", "pass in all\n");
        pf.translation.put("", "nat-anchor \"com.apple/*\" all\nrdr-anchor \"com.apple/*\" all\n");
        pf.translation.put(
                "com.apple/250.Sanctuary",
                "rdr pass on en0 inet proto tcp from any to any port = https -> 127.0.0.1 port 8443\n");
        assertThat(judged(443, "192.0.2.1").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(judged(443, "192.0.2.1").reason()).contains("rdr pass on en0");
        assertThat(judged(444, "192.0.2.1").outcome()).isEqualTo(Outcome.OPEN);
        assertThat(judged(443, "2001:db8::1").outcome()).isEqualTo(Outcome.OPEN);
    }
}
