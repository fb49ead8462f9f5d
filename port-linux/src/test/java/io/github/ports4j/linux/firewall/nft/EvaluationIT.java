package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.linux.firewall.ruleset.ChainId;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Questions;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.spi.FilterVerdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of rules that a kernel has taken and nft has listed: decoding and evaluation at once. */
@Tag("root")
class EvaluationIT {
    private static final String SHARED = """
            add table inet t
            add set inet t blocks { type ipv4_addr; flags interval; elements = { 198.51.100.0/24, 203.0.113.1-203.0.113.9 }; }
            add set inet t ifs { type ifname; elements = { "eth8", "eth9" }; }
            add set inet t dyn { type ipv4_addr; flags dynamic,timeout; }
            add chain inet t none
            add chain inet t sub
            add rule inet t sub accept
            add map inet t verdicts { type inet_service : verdict; flags interval; elements = { 80 : accept, 81 : drop, 90 : jump sub, 91 : goto none, 92 : return, 93 : continue }; }
            """;

    private static OwnNetwork network;

    @BeforeAll
    static void enter() {
        network = OwnNetwork.open();
    }

    @AfterAll
    static void leave() {
        if (network != null) {
            network.close();
        }
    }

    static Stream<Arguments> rows() {
        return Lines.of(EvaluationIT.class, "input-chain.txt").map(line -> {
            String[] parts = line.split(" \\| ", 4);
            return Arguments.of(parts[0].trim(), parts[1].trim(), parts[2].trim(), parts[3].trim());
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aChainOfTheInputHook(String policy, String rules, String question, String outcome) {
        StringBuilder text = new StringBuilder(SHARED)
                .append("add chain inet t in { type filter hook input priority 0; policy ")
                .append(policy.equals("A") ? "accept" : "drop")
                .append("; }\n");
        for (String rule : rules.split("; ", -1)) {
            text.append("add rule inet t in ").append(rule).append('\n');
        }
        assertThat(verdict(text.toString(), question).outcome()).hasToString(outcome);
    }

    private static Evaluation.Outcome evaluate(String text, String question, String... local) {
        Nft nft = network.nft();
        Ruleset ruleset = network.call(() -> {
            nft.change("flush ruleset\n" + text);
            return new RulesetReader(nft).read();
        });
        return new Evaluation(ruleset, address -> List.of(local).contains(address.getHostAddress()))
                .of(Questions.parse(question));
    }

    private static FilterVerdict verdict(String text, String question, String... local) {
        return evaluate(text, question, local).verdict();
    }

    private static String chain(String table, String name, String hook, int priority, String policy, String... rules) {
        StringBuilder text = new StringBuilder("add table " + table + "\nadd chain " + table + " " + name + " { type "
                + (hook.startsWith("nat ") ? "nat hook " + hook.substring(4) : "filter hook " + hook) + " priority "
                + priority + "; policy " + policy + "; }\n");
        for (String rule : rules) {
            text.append("add rule " + table + " " + name + " " + rule + "\n");
        }
        return text.toString();
    }

    @Test
    void nothingFilters() {
        assertThat(verdict("", "1/tcp"))
                .isEqualTo(new FilterVerdict(FilterVerdict.Outcome.OPEN, false, "nothing filters"));
        assertThat(verdict(chain("inet a", "x", "input", 0, "accept", "tcp dport 1 accept"), "1/tcp")
                        .filtered())
                .isFalse();
        assertThat(verdict(chain("inet a", "x", "output", 0, "drop"), "1/tcp").filtered())
                .isFalse();
        assertThat(verdict(chain("inet a", "x", "forward", 0, "drop"), "1/tcp").filtered())
                .isFalse();
        assertThat(verdict(chain("ip6 a", "x", "input", 0, "drop"), "1/tcp").filtered())
                .isFalse();
        assertThat(verdict(chain("ip6 a", "x", "input", 0, "drop"), "1/tcp from ::2")
                        .filtered())
                .isTrue();
        assertThat(verdict(chain("inet a", "x", "input", 0, "accept", "tcp dport 2 reject"), "1/tcp")
                        .filtered())
                .isTrue();
    }

    @Test
    void whatOneAcceptsAnotherMayDrop() {
        String first = chain("inet a", "x", "input", -10, "accept", "tcp dport 1 accept");
        String second = chain("ip b", "y", "input", 10, "drop", "tcp dport 2 accept");
        Evaluation.Outcome outcome = evaluate(first + second, "1/tcp");
        assertThat(outcome.verdict().outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(outcome.dropping()).extracting(ChainId::toString).containsExactly("ip b y");
        assertThat(outcome.verdict().reason()).isEqualTo("dropped by the policy of ip b y");
        assertThat(verdict(first + second, "2/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(first + second, "1/tcp from ::2").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
    }

    @Test
    void theRuleIsNamed() {
        assertThat(verdict(
                                chain("inet a", "x", "input", 0, "accept", "tcp dport 1 counter drop comment \"no\""),
                                "1/tcp")
                        .reason())
                .matches("dropped by rule [0-9]+ of inet a x \\(tcp dport 1 counter drop comment \"no\"\\)");
        assertThat(verdict(chain("inet a", "x", "input", 0, "drop", "meta mark 7 accept"), "1/tcp")
                        .reason())
                .matches("whether they are dropped by the policy of inet a x depends on 'meta mark' in rule [0-9]+ of"
                        + " inet a x \\(meta mark 0x00000007 accept\\)");
    }

    @Test
    void aDormantTableDoesNothing() {
        String text = "add table inet a { flags dormant; }\n"
                + chain("inet a", "x", "input", 0, "drop").substring(17);
        assertThat(verdict(text, "1/tcp").filtered()).isFalse();
    }

    @Test
    void notTracked() {
        String raw = chain("inet r", "x", "prerouting", -300, "accept", "tcp dport 1 notrack");
        String late = chain("inet r", "x", "prerouting", -150, "accept", "tcp dport 1 notrack");
        String input = chain("inet a", "x", "input", 0, "drop", "ct state new accept");
        assertThat(verdict(raw + input, "1/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(verdict(raw + input, "2/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(late + input, "1/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        String invalid = chain("inet r", "x", "prerouting", -300, "accept", "ct state invalid drop");
        assertThat(verdict(invalid, "1/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
    }

    @Test
    void redirected() {
        String nat = chain(
                "inet n",
                "x",
                "nat prerouting",
                -100,
                "accept",
                "tcp dport 80 redirect to :8080",
                "tcp dport 81 redirect");
        String input =
                chain("inet a", "x", "input", 0, "drop", "tcp dport 81 accept", "tcp dport 8080 ct status dnat accept");
        assertThat(verdict(nat + input, "80/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(nat + input, "81/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(nat + input, "82/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(verdict(nat + chain("inet a", "x", "input", 0, "accept", "tcp dport 80 drop"), "80/tcp")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(nat + chain("inet a", "x", "input", 0, "drop", "ct status dnat accept"), "81/tcp")
                        .outcome())
                .as("it may have been the same destination anyhow")
                .isEqualTo(FilterVerdict.Outcome.UNKNOWN);
        String original = chain("inet a", "x", "input", 0, "drop", "meta l4proto tcp ct original proto-dst 80 accept");
        assertThat(verdict(nat + original, "80/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
    }

    @Test
    void sentToAnotherHost() {
        String nat = chain(
                "ip n",
                "x",
                "nat prerouting",
                -100,
                "accept",
                "fib daddr type local tcp dport 80 dnat to 172.17.0.2:8080");
        String input = chain("inet a", "x", "input", 0, "drop");
        String forward = chain(
                "inet a",
                "y",
                "forward",
                0,
                "drop",
                "tcp dport 8080 accept",
                "meta l4proto tcp ct original proto-dst 81 accept");
        assertThat(verdict(nat + input, "80/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(nat + input, "80/tcp", "172.17.0.2").outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(verdict(nat + input + forward, "80/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict(nat + input + chain("inet a", "y", "forward", 0, "drop", "tcp dport 80 accept"), "80/tcp")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(verdict(nat + chain("inet a", "y", "forward", 0, "drop", "oifname \"docker0\" accept"), "80/tcp")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.UNKNOWN);
        assertThat(verdict(nat + input + forward, "80/tcp from ::2").outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(verdict(
                                chain("inet p", "x", "prerouting", -150, "accept", "tcp dport 80 drop")
                                        + nat
                                        + input
                                        + forward,
                                "80/tcp")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.CLOSED);
    }

    @Test
    void aDestinationThatIsNotKnown() {
        String nat = chain("ip n", "x", "nat prerouting", -100, "accept", "tcp dport 80 dnat to 172.17.0.2-172.17.0.9");
        assertThat(verdict(nat + chain("inet a", "x", "input", 0, "drop"), "80/tcp")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.UNKNOWN);
        assertThat(verdict(
                                nat
                                        + chain("inet a", "x", "input", 0, "drop")
                                        + chain("inet a", "y", "forward", 0, "drop"),
                                "80/tcp")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.CLOSED);
    }

    @Test
    void ofADevice() {
        network.program("sh", "-c", "ip link show d0 >/dev/null 2>&1 || ip link add d0 type veth peer name d1");
        String text =
                "add table netdev d\nadd chain netdev d x { type filter hook ingress device d0 priority 0; policy drop; }\n";
        assertThat(verdict(text, "1/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.UNKNOWN);
        assertThat(verdict(text.replace("drop", "accept"), "1/tcp").outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
    }
}
