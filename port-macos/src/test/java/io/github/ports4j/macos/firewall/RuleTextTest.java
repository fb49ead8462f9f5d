package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given to pfctl, to the letter. A Mac checks the same texts with {@code pfctl -n -f -}, which needs no root. */
class RuleTextTest {
    private static final FilterMark PLAIN =
            new FilterMark("1a2b3c4d", Optional.empty(), Optional.empty(), Optional.empty());
    private static final FilterMark LONGEST = new FilterMark(
            "1a2b3c4d",
            Optional.of(Instant.ofEpochSecond(2_176_782_335L)), // zzzzzz: in the year 2038
            Optional.of(FilterMark.Owner.of(60_466_175L, 1, "x", "y")),
            Optional.of("a-label_of.16chr"));

    private static String text(FirewallAction action, FirewallRule rule, FilterMark mark) {
        RuleAnchor anchor = new RuleAnchor(action, mark.id(), rule.protocol(), rule.ports());
        String text = new RuleText(anchor, rule.sources(), rule.interfaceName()).text(mark, Optional.empty());
        PfGrammar.check(text);
        return text;
    }

    private static String opened(FirewallRule rule) {
        return text(FirewallAction.OPEN, rule, PLAIN);
    }

    private static String denied(FirewallRule rule) {
        return text(FirewallAction.DENY, rule, PLAIN);
    }

    @Test
    void opensForEverybody() {
        assertThat(opened(FirewallRule.tcp(8080).fromAny())).isEqualTo("""
                        pass in quick on ! lo0 inet proto tcp from any to any port 8080:8080 flags S/SA keep state label "ports4j:1a2b3c4d:0:0"
                        pass in quick on ! lo0 inet6 proto tcp from any to any port 8080:8080 flags S/SA keep state label "ports4j:1a2b3c4d:0:0"
                        """);
    }

    @Test
    void opensARangeForSomeOnAnInterface() {
        assertThat(opened(FirewallRule.tcp(PortRange.of(8000, 8100))
                        .from("10.0.0.0/8", "192.168.1.7", "2001:db8::/32", "fe80::1")
                        .onInterface("en0")))
                .isEqualTo("""
                        pass in quick on en0 inet proto tcp from 10.0.0.0/8 to any port 8000:8100 flags S/SA keep state label "ports4j:1a2b3c4d:0:0"
                        pass in quick on en0 inet proto tcp from 192.168.1.7 to any port 8000:8100 flags S/SA keep state label "ports4j:1a2b3c4d:0:0"
                        pass in quick on en0 inet6 proto tcp from 2001:db8::/32 to any port 8000:8100 flags S/SA keep state label "ports4j:1a2b3c4d:0:0"
                        pass in quick on en0 inet6 proto tcp from fe80::1 to any port 8000:8100 flags S/SA keep state label "ports4j:1a2b3c4d:0:0"
                        """);
    }

    @Test
    void flagsAreOfTcpAlone() {
        assertThat(opened(FirewallRule.udp(53).from("192.0.2.0/24"))).isEqualTo("""
                        pass in quick on ! lo0 inet proto udp from 192.0.2.0/24 to any port 53:53 keep state label "ports4j:1a2b3c4d:0:0"
                        """);
    }

    @Test
    void deniesWithoutAnAnswer() {
        assertThat(denied(FirewallRule.tcp(22).fromAny())).isEqualTo("""
                        block drop in quick on ! lo0 inet proto tcp from any to any port 22:22 label "ports4j:1a2b3c4d:0:0"
                        block drop in quick on ! lo0 inet6 proto tcp from any to any port 22:22 label "ports4j:1a2b3c4d:0:0"
                        """);
        assertThat(denied(FirewallRule.udp(PortRange.of(1, 65535)).from("::/0").onInterface("utun12")))
                .isEqualTo("""
                        block drop in quick on utun12 inet6 proto udp from any to any port 1:65535 label "ports4j:1a2b3c4d:0:0"
                        """);
    }

    @Test
    void theTokenStandsBehindTheRuleInACopyOfIt() {
        RuleAnchor anchor =
                new RuleAnchor(FirewallAction.DENY, "1a2b3c4d", TransportProtocol.TCP, PortRange.of(22, 22));
        String text = new RuleText(
                        anchor, FirewallRule.tcp(22).from("192.0.2.1").sources(), Optional.of("en0"))
                .text(PLAIN, Optional.of(new TokenLabel("18446744073709551615", 4063)));
        PfGrammar.check(text);
        assertThat(text).isEqualTo("""
                        block drop in quick on en0 inet proto tcp from 192.0.2.1 to any port 22:22 label "ports4j:1a2b3c4d:0:0"
                        block drop in quick on en0 inet proto tcp from 192.0.2.1 to any port 22:22 label "ports4j-token:18446744073709551615:4063"
                        """);
    }

    @Test
    void theLongestMarkFits() {
        assertThat(LONGEST.text()).hasSize(63);
        assertThat(text(FirewallAction.OPEN, FirewallRule.tcp(1).from("::1"), LONGEST))
                .contains(LONGEST.text());
        FilterMark later = LONGEST.expiring(Optional.of(Instant.ofEpochSecond(2_176_782_336L)));
        assertThatThrownBy(() -> text(FirewallAction.OPEN, FirewallRule.tcp(1).from("::1"), later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("63");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en0", "utun3", "bridge100", "awdl0", "abcdefghijklmn9"})
    void takesInterfacesOfMacos(String name) {
        assertThat(opened(FirewallRule.tcp(1).from("192.0.2.1").onInterface(name)))
                .contains(" on " + name + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo0", "lo1", "en", "inet6", "any", "all", "En0", "0en", "en_0", "en-0", "en.0", "eth0.5x"})
    void refusesWhatIsNoInterfaceOfMacos(String name) {
        FirewallRule rule = FirewallRule.tcp(1).from("192.0.2.1").onInterface(name);
        assertThatThrownBy(() -> opened(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en0\"; rm", "en0\npass all", "", "en0 ", "{en0}", "abcdefghijklmno9"})
    void refusesHostileInterfaces(String name) {
        RuleAnchor anchor = new RuleAnchor(FirewallAction.OPEN, "1a2b3c4d", TransportProtocol.TCP, PortRange.of(1, 1));
        assertThatThrownBy(
                        () -> new RuleText(anchor, FirewallRule.tcp(1).fromAny().sources(), Optional.of(name)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyRuleIsOneByTheGrammarAndReadsBackAsItWas() {
        Random random = new Random(1);
        RuleParser parser = new RuleParser(new ServicePorts(() -> ServiceNames.parse("")));
        for (int i = 0; i < 1_000; i++) {
            int first = 1 + random.nextInt(65535);
            FirewallRule rule = FirewallRule.of(
                    random.nextBoolean() ? TransportProtocol.TCP : TransportProtocol.UDP,
                    PortRange.of(first, first + random.nextInt(65536 - first)));
            for (int source = random.nextInt(4); source >= 0; source--) {
                rule = rule.from(List.of(Blocks.random(random)));
            }
            rule = random.nextBoolean() ? rule.onInterface("en" + random.nextInt(10)) : rule;
            FirewallAction action = random.nextBoolean() ? FirewallAction.OPEN : FirewallAction.DENY;
            String text = text(action, rule, LONGEST);
            RuleAnchor anchor = new RuleAnchor(action, LONGEST.id(), rule.protocol(), rule.ports());
            OwnRule read =
                    OwnRule.of(anchor, parser.parse(text.lines().toList())).orElseThrow();
            assertThat(read.sources()).isEqualTo(rule.sources());
            assertThat(read.interfaceName()).isEqualTo(rule.interfaceName());
            assertThat(read.mark()).isEqualTo(LONGEST);
            assertThat(read.foreign()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass in quick proto tcp from any to any port 80", // no end
                "pass in quick proto tcp from any to any port 8080-8090\n",
                "pass in quick from any to any port 80\n",
                "pass in quick proto udp from any to any port 80 flags S/SA\n",
                "pass in quick inet proto tcp from 2001:db8::/32 to any port 80\n",
                "pass in quick inet proto tcp from 10.0.0.0/33 to any port 80\n",
                "pass in quick inet proto tcp from 10.0.0 to any port 80\n",
                "pass in quick inet6 proto tcp from 1::2::3 to any port 80\n",
                "pass in quick proto tcp from any to any port 0\n",
                "pass in quick proto tcp from any to any port 65536\n",
                "pass in quick proto tcp from any to any port 90:80\n",
                "pass quick in proto tcp from any to any port 80\n",
                "block drop in proto tcp from any to any port 80 keep state\n",
                "pass in label \"$if\" all\n",
                "pass in all label \"$if\"\n",
                "pass in all\n\n",
                "allow in all\n"
            })
    void theGrammarRefuses(String text) {
        assertThatThrownBy(() -> PfGrammar.check(text)).isInstanceOf(AssertionError.class);
    }

    @Test
    void theGrammarTakesRulesThatPfctlWasSeenToTake() {
        assertThatCode(
                        () -> PfGrammar.check(
                                "pass in quick inet proto tcp from 10.0.0.0/8 to any port 8000:8100 flags S/SA"
                                        + " keep state label \"p4j:0b7e2f\"\nblock return in all\npass in on ! en0 from ! ::1 to any\n"))
                .doesNotThrowAnyException();
    }
}
