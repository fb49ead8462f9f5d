package io.github.ports4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRuleTest {
    private static final FirewallRule RULE = FirewallRule.tcp(8080);

    @Test
    void beginsWithoutAnything() {
        assertThat(RULE.sources()).isEmpty();
        assertThat(RULE.isFromAny()).isFalse();
        assertThat(RULE.interfaceName()).isEmpty();
        assertThat(RULE.lasting()).isEmpty();
        assertThat(RULE.label()).isEmpty();
        assertThat(RULE.isIntoBlockingChain()).isFalse();
        assertThat(RULE.isEndingWithProcess()).isFalse();
        assertThat(RULE).hasToString("8080/tcp from nobody");
    }

    @Test
    void eachMethodChangesOneThingAndKeepsTheRest() {
        FirewallRule all = FirewallRule.udp(PortRange.of(8000, 8100))
                .from("10.0.0.0/8", "2001:db8::/32")
                .onInterface("eth0.100")
                .lasting(Duration.ofMinutes(10))
                .labelled("shop")
                .intoBlockingChain()
                .endingWithProcess();
        assertThat(all).hasToString("8000-8100/udp from 10.0.0.0/8, 2001:db8::/32 on eth0.100 for 10m (shop)");
        assertThat(all.isIntoBlockingChain()).isTrue();
        assertThat(all.isEndingWithProcess()).isTrue();
        FirewallRule again = FirewallRule.of(TransportProtocol.UDP, PortRange.of(8000, 8100))
                .endingWithProcess()
                .intoBlockingChain()
                .labelled("shop")
                .lasting(Duration.ofSeconds(599).plusMillis(1))
                .onInterface("eth0.100")
                .from("10.0.0.0/8")
                .from(List.of(AddressBlock.parse("2001:db8::/32")));
        assertThat(again).isEqualTo(all).hasSameHashCodeAs(all);
        assertThat(RULE.from("10.0.0.0/8")).isNotEqualTo(RULE);
        assertThat(RULE.endingWithProcess()).isNotEqualTo(RULE);
        assertThat(RULE.intoBlockingChain()).isNotEqualTo(RULE);
    }

    @Test
    void aSourceWithinAnotherIsLeftOut() {
        FirewallRule rule = RULE.from("10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/8").from("10.2.3.4");
        assertThat(rule.sources()).containsExactly(AddressBlock.parse("10.0.0.0/8"));
        assertThat(RULE.from("10.0.0.0/8", "2001:db8::1").fromAny().isFromAny()).isTrue();
        assertThat(RULE.from("10.0.0.0/8", "2001:db8::1").fromAny()).isEqualTo(RULE.fromAny());
        assertThat(RULE.from("0.0.0.0/0").isFromAny()).isFalse();
        assertThat(RULE.from("10.0.0.0/8", "::/0").sources(AddressFamily.IPV6))
                .containsExactly(AddressBlock.all(AddressFamily.IPV6));
        assertThat(RULE.fromAny()).hasToString("8080/tcp from any");
    }

    @Test
    void lastsWholeSecondsUpToAYear() {
        assertThat(RULE.lasting(Duration.ofNanos(1)).lasting()).contains(Duration.ofSeconds(1));
        assertThat(RULE.lasting(Duration.ofMillis(1500)).lasting()).contains(Duration.ofSeconds(2));
        assertThat(RULE.lasting(FirewallRule.LONGEST).lasting()).contains(FirewallRule.LONGEST);
        for (Duration wrong : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                FirewallRule.LONGEST.plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RULE.lasting(wrong))
                    .withMessageStartingWith("a rule lasts at least a moment and at most 365 days, not ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.lasting(Duration.ofSeconds(-1)))
                .withMessageEndingWith(", not -1s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "12345678901234567",
                "a+b",
                "a/b",
                "a:b",
                "a\"",
                "a'",
                "a\n",
                "\u001b[2J",
                "\u00e4",
                "a;b",
                "$x"
            })
    void refusesALabelThatAFilterMightRead(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.labelled(text))
                .withMessageStartingWith("not a label: '")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1234567890123456", "A.b_c-9", "-", "."})
    void takesALabel(String text) {
        assertThat(RULE.labelled(text).label()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-i",
                ".",
                "..",
                "_x",
                "1234567890123456",
                "eth0 ",
                "eth0\n",
                "et/h0",
                "eth0;x",
                "eth*",
                "eth+",
                "!eth0",
                "\u001b[2J",
                "\u0435th0"
            })
    void refusesAnInterfaceThatAFilterMightRead(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.onInterface(name))
                .withMessageStartingWith("not the name of an interface: '")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo", "eth0", "eth0.100", "br-1a2b3c4d5e6f", "wlp0s20f3", "utun3", "0"})
    void takesAnInterface(String name) {
        assertThat(RULE.onInterface(name).interfaceName()).contains(name);
    }

    @Test
    void refusesPortsThatAreNone() {
        for (int port : new int[] {-1, 0, 65_536}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FirewallRule.tcp(port));
            assertThatIllegalArgumentException().isThrownBy(() -> FirewallRule.udp(port));
        }
    }
}
