package io.github.ports4j.linux.firewall.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterVerdict;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of packets, by the ruleset alone. */
class EvaluationTest {
    private static final Statement ACCEPT = new Verdict.Accept();
    private static final Statement DROP = new Verdict.Drop(false);
    private static final Statement RETURN = new Verdict.Return();
    private static final Statement CONTINUE = new Verdict.Continue();
    private static final Statement UNDECIDED = new Verdict.Undecided("queue");
    private static final Statement PERHAPS = new Unclear("meta mark");
    private static final Selector DPORT = Selector.of(Field.DESTINATION_PORT, TransportProtocol.TCP, "tcp dport");

    private static Statement dport(int first, int last) {
        return Lookup.of(DPORT, Span.of(first, last));
    }

    private static Statement dport(int port) {
        return dport(port, port);
    }

    private static Statement saddr(String block) {
        AddressBlock parsed = AddressBlock.parse(block);
        return Lookup.of(Selector.of(Field.SOURCE_ADDRESS, parsed.family(), "saddr"), Span.of(parsed));
    }

    private static Statement jump(String chain) {
        return new Verdict.Jump(chain);
    }

    private static Statement redirect(int port) {
        return new Translation(
                Optional.empty(), Translation.Target.THIS_HOST, Optional.empty(), Optional.of(Span.of(port, port)));
    }

    private static Statement dnat(String address) {
        InetAddress to = AddressBlock.parse(address).address();
        return new Translation(Optional.empty(), Translation.Target.ADDRESS, Optional.of(to), Optional.empty());
    }

    private static Statement vmap(Object... portsAndVerdicts) {
        List<VerdictMap.Entry> entries = new ArrayList<>();
        for (int i = 0; i < portsAndVerdicts.length; i += 2) {
            int port = (int) portsAndVerdicts[i];
            entries.add(new VerdictMap.Entry(Element.of(Span.of(port, port)), (Verdict) portsAndVerdicts[i + 1]));
        }
        return new VerdictMap(List.of(DPORT), entries);
    }

    private static Rule rule(Statement... statements) {
        return Rule.of(List.of(statements).toString(), statements);
    }

    private static Chain chain(String name, Rule... rules) {
        return new Chain(name, Optional.empty(), List.of(rules));
    }

    private static Chain base(String name, BaseChain base, Rule... rules) {
        return new Chain(name, Optional.of(base), List.of(rules));
    }

    private static BaseChain input(int priority, boolean drops) {
        return BaseChain.of(Hook.INPUT, ChainType.FILTER, priority, drops);
    }

    private static BaseChain prerouting(int priority) {
        return BaseChain.of(Hook.PREROUTING, ChainType.FILTER, priority, false);
    }

    private static BaseChain nat(Hook hook, int priority) {
        return BaseChain.of(hook, ChainType.NAT, priority, false);
    }

    private static BaseChain ingress(String device) {
        return new BaseChain(Hook.INGRESS, ChainType.FILTER, 0, false, Set.of(device));
    }

    private static Ruleset table(TableFamily family, Chain... chains) {
        return new Ruleset(List.of(new Table(new TableId(family, "t"), false, false, List.of(chains))));
    }

    private static Ruleset table(Chain... chains) {
        return table(TableFamily.INET, chains);
    }

    /** One chain of the hook input, beside some that it may call. */
    private static Ruleset in(boolean drops, Rule... rules) {
        return table(
                base("in", input(0, drops), rules),
                chain("none"),
                chain("accepts", rule(ACCEPT)),
                chain("drops", rule(DROP)),
                chain("returns", rule(dport(1), RETURN), rule(DROP)),
                chain("circle", rule(jump("circle"))));
    }

    private static FilterVerdict verdict(Ruleset ruleset, String question) {
        return new Evaluation(ruleset, InetAddress::isLoopbackAddress)
                .of(Questions.parse(question))
                .verdict();
    }

    static Stream<Arguments> ofOneChain() {
        return Stream.of(
                Arguments.of("1/tcp", "OPEN", in(false)),
                Arguments.of("1/tcp", "CLOSED", in(true)),
                Arguments.of("1/tcp", "OPEN", in(true, rule(dport(1), ACCEPT), rule(DROP))),
                Arguments.of("1/tcp", "CLOSED", in(true, rule(DROP), rule(dport(1), ACCEPT))),
                Arguments.of("1/udp", "CLOSED", in(true, rule(dport(1), ACCEPT))),
                Arguments.of("1-5/tcp", "OPEN", in(true, rule(dport(1, 3), ACCEPT), rule(dport(4, 9), ACCEPT))),
                Arguments.of("1-5/tcp", "PARTLY", in(true, rule(dport(1, 3), ACCEPT), rule(dport(5, 9), ACCEPT))),
                // jumps
                Arguments.of("1/tcp", "CLOSED", in(false, rule(jump("none")), rule(DROP))),
                Arguments.of("1/tcp", "OPEN", in(true, rule(jump("accepts")), rule(DROP))),
                Arguments.of("1/tcp", "OPEN", in(false, rule(jump("none"), DROP))),
                Arguments.of("1/tcp", "OPEN", in(false, rule(new Verdict.Goto("none")), rule(DROP))),
                Arguments.of("1/tcp", "OPEN", in(true, rule(jump("returns")), rule(ACCEPT))),
                Arguments.of("2/tcp", "CLOSED", in(true, rule(jump("returns")), rule(ACCEPT))),
                Arguments.of("1/tcp", "OPEN", in(false, rule(RETURN), rule(DROP))),
                Arguments.of("1/tcp", "UNKNOWN", in(false, rule(jump("nowhere")))),
                Arguments.of("1/tcp", "UNKNOWN", in(false, rule(jump("circle")))),
                // continue goes on with the rule
                Arguments.of("1/tcp", "CLOSED", in(false, rule(CONTINUE, DROP))),
                Arguments.of("1/tcp", "CLOSED", in(false, rule(vmap(1, CONTINUE), DROP))),
                Arguments.of("2/tcp", "OPEN", in(false, rule(vmap(1, CONTINUE), DROP))),
                Arguments.of("2/tcp", "OPEN", in(false, rule(vmap(1, CONTINUE, 2, ACCEPT), DROP))),
                // verdict maps
                Arguments.of("1/tcp", "OPEN", in(true, rule(vmap(1, ACCEPT, 2, DROP)))),
                Arguments.of("2-3/tcp", "CLOSED", in(true, rule(vmap(1, ACCEPT, 2, DROP)))),
                Arguments.of("1-3/tcp", "PARTLY", in(true, rule(vmap(1, ACCEPT, 2, DROP)))),
                Arguments.of("1/tcp", "CLOSED", in(false, rule(vmap(1, jump("drops"))), rule(ACCEPT))),
                Arguments.of("1/tcp", "CLOSED", in(false, rule(vmap(1, jump("none"))), rule(DROP))),
                Arguments.of("1/udp", "OPEN", in(false, rule(vmap(1, DROP)))),
                // what is not known
                Arguments.of("1/tcp", "UNKNOWN", in(false, rule(PERHAPS, DROP))),
                Arguments.of("1/tcp", "UNKNOWN", in(false, rule(UNDECIDED))),
                Arguments.of("1/tcp", "OPEN", in(false, rule(PERHAPS, ACCEPT))),
                Arguments.of("1/tcp", "CLOSED", in(true, rule(PERHAPS, DROP))),
                Arguments.of("1/tcp", "CLOSED", in(false, rule(PERHAPS, DROP), rule(DROP))),
                Arguments.of("1/tcp", "OPEN", in(false, rule(dport(2), UNDECIDED))),
                Arguments.of("1/tcp", "CLOSED", in(false, rule(DROP), rule(UNDECIDED))),
                // sources that the kernel refuses itself count for nothing
                Arguments.of("1/tcp from 0.0.0.0/0", "OPEN", in(false, rule(saddr("127.0.0.0/8"), DROP))),
                Arguments.of("1/tcp from 0.0.0.0/0", "OPEN", in(false, rule(saddr("0.0.0.0"), DROP))),
                Arguments.of("1/tcp from 0.0.0.0/0", "PARTLY", in(false, rule(saddr("0.0.0.0/8"), DROP))),
                Arguments.of("1/tcp from 0.0.0.0/0", "OPEN", in(false, rule(saddr("224.0.0.0/4"), DROP))),
                Arguments.of("1/tcp from 0.0.0.0/0", "OPEN", in(false, rule(saddr("255.255.255.255"), DROP))),
                Arguments.of("1/tcp from 0.0.0.0/0", "PARTLY", in(false, rule(saddr("240.0.0.0/4"), DROP))),
                Arguments.of("1/udp from ::/0", "OPEN", in(false, rule(saddr("::1"), DROP))),
                Arguments.of("1/udp from ::/0", "OPEN", in(false, rule(saddr("ff00::/8"), DROP))),
                Arguments.of("1/udp from ::/0", "PARTLY", in(false, rule(saddr("::"), DROP))));
    }

    @ParameterizedTest
    @MethodSource
    void ofOneChain(String question, String outcome, Ruleset ruleset) {
        assertThat(verdict(ruleset, question).outcome()).hasToString(outcome);
    }

    static Stream<Arguments> ofSeveral() {
        Rule drop80 = rule(dport(80), DROP);
        Rule to8080 = rule(dport(80), redirect(8080));
        Rule to81 = rule(dport(80), redirect(81));
        Statement fromV6 = Lookup.has(Selector.of(Field.OTHER, AddressFamily.IPV6, "ip6"));
        return Stream.of(
                // one drop is enough, in whatever order
                Arguments.of(
                        "1/tcp", "CLOSED", table(base("a", input(-1, false), rule(ACCEPT)), base("b", input(1, true)))),
                Arguments.of(
                        "1/tcp", "CLOSED", table(base("b", input(1, false), rule(ACCEPT)), base("a", input(-1, true)))),
                Arguments.of("1/tcp", "OPEN", table(TableFamily.IP6, base("a", input(0, true)))),
                Arguments.of("1/tcp from ::2", "CLOSED", table(TableFamily.IP6, base("a", input(0, true)))),
                Arguments.of("1/tcp from ::2", "CLOSED", table(base("a", input(0, false), rule(fromV6, DROP)))),
                // what nat does comes at -100, whatever its priority says
                Arguments.of(
                        "80/tcp",
                        "CLOSED",
                        table(base("p", prerouting(-150), drop80), base("n", nat(Hook.PREROUTING, -190), to8080))),
                Arguments.of(
                        "80/tcp",
                        "OPEN",
                        table(base("p", prerouting(-50), drop80), base("n", nat(Hook.PREROUTING, 0), to8080))),
                Arguments.of(
                        "80/tcp",
                        "UNKNOWN",
                        table(base("p", prerouting(-100), drop80), base("n", nat(Hook.PREROUTING, 0), to8080))),
                // and in the order of these, the first that translates decides
                Arguments.of(
                        "80/tcp",
                        "OPEN",
                        table(
                                base("m", nat(Hook.PREROUTING, 20), to81),
                                base("n", nat(Hook.PREROUTING, 10), to8080),
                                base("a", input(0, true), rule(dport(8080), ACCEPT)))),
                Arguments.of(
                        "80/tcp",
                        "CLOSED",
                        table(
                                base("m", nat(Hook.PREROUTING, 10), to81),
                                base("n", nat(Hook.PREROUTING, 20), to8080),
                                base("a", input(0, true), rule(dport(8080), ACCEPT)))),
                Arguments.of(
                        "80/tcp",
                        "UNKNOWN",
                        table(
                                base("m", nat(Hook.PREROUTING, 10), to81),
                                base("n", nat(Hook.PREROUTING, 10), to8080),
                                base("a", input(0, true), rule(dport(8080), ACCEPT)))),
                // those of input are about sources; whether they are asked is left open
                Arguments.of(
                        "80/tcp",
                        "UNKNOWN",
                        table(base("n", nat(Hook.PREROUTING, 0), to8080), base("s", nat(Hook.INPUT, 0), rule(DROP)))),
                Arguments.of(
                        "80/tcp",
                        "CLOSED",
                        table(
                                base("a", input(0, false), rule(saddr("192.0.2.1"), DROP)),
                                base("s", nat(Hook.INPUT, -50), rule(new Rewrite(Field.SOURCE_ADDRESS), ACCEPT)))),
                Arguments.of(
                        "80/tcp",
                        "UNKNOWN",
                        table(
                                base("a", input(101, false), rule(saddr("192.0.2.1"), DROP)),
                                base("s", nat(Hook.INPUT, 200), rule(new Rewrite(Field.SOURCE_ADDRESS), ACCEPT)))),
                // from outside to the loopback the kernel forwards only if it was told to
                Arguments.of(
                        "80/tcp", "UNKNOWN", table(base("n", nat(Hook.PREROUTING, -100), rule(dnat("127.0.0.1"))))),
                Arguments.of("80/tcp", "UNKNOWN", table(base("n", nat(Hook.PREROUTING, -100), rule(dnat("::1"))))),
                Arguments.of(
                        "80/tcp", "OPEN", table(base("n", nat(Hook.PREROUTING, -100), rule(dnat("198.51.100.1"))))),
                Arguments.of(
                        "80/tcp",
                        "CLOSED",
                        table(
                                base("n", nat(Hook.PREROUTING, -100), rule(dnat("127.0.0.1"))),
                                base("a", input(0, true)))),
                Arguments.of(
                        "80/tcp from 127.0.0.1",
                        "OPEN",
                        table(base("n", nat(Hook.PREROUTING, -100), rule(dnat("127.0.0.1"))))),
                // by a device that may be below the one that was named
                Arguments.of(
                        "1/tcp on br0", "UNKNOWN", table(TableFamily.NETDEV, base("i", ingress("eth0"), rule(DROP)))),
                Arguments.of(
                        "1/tcp on eth0", "CLOSED", table(TableFamily.NETDEV, base("i", ingress("eth0"), rule(DROP)))),
                Arguments.of("1/tcp", "UNKNOWN", table(TableFamily.NETDEV, base("i", ingress("eth0"), rule(DROP)))),
                Arguments.of(
                        "1/tcp on br0", "OPEN", table(TableFamily.NETDEV, base("i", ingress("eth0"), rule(ACCEPT)))),
                Arguments.of("1/tcp on lo", "OPEN", table(TableFamily.NETDEV, base("i", ingress("eth0"), rule(DROP)))));
    }

    @ParameterizedTest
    @MethodSource
    void ofSeveral(String question, String outcome, Ruleset ruleset) {
        assertThat(verdict(ruleset, question).outcome()).hasToString(outcome);
    }

    @Test
    void whatDependsOnNothingIsNotTold() {
        assertThat(verdict(in(false, rule(PERHAPS), rule(new Unclear("ct mark"), DROP)), "1/tcp")
                        .reason())
                .contains("depends on 'ct mark'");
        assertThat(verdict(in(false, rule(PERHAPS, dport(2), DROP), rule(new Unclear("ct mark"), DROP)), "1/tcp")
                        .reason())
                .contains("depends on 'ct mark'");
        assertThat(verdict(in(false, rule(PERHAPS, ACCEPT), rule(dport(2), DROP)), "1/tcp")
                        .reason())
                .isEqualTo("no rule drops them");
        assertThat(verdict(
                                table(
                                        base("p", prerouting(0), rule(ACCEPT)),
                                        base("a", input(0, false), rule(dport(2), DROP))),
                                "1/tcp")
                        .reason())
                .isEqualTo("no rule drops them");
    }

    /** 20,000 sources are told apart. */
    @Test
    void manySources() {
        Element[] many = IntStream.range(0, 20_000)
                .mapToObj(i -> Element.of(Span.of(0x0a000001L + 2L * i, 0x0a000001L + 2L * i)))
                .toArray(Element[]::new);
        Selector saddr = Selector.of(Field.SOURCE_ADDRESS, AddressFamily.IPV4, "ip saddr");
        Lookup lookup = new Lookup(List.of(saddr), List.of(many), false);
        assertThat(verdict(in(false, rule(lookup, DROP)), "1/tcp from 0.0.0.0/0")
                        .outcome())
                .isEqualTo(FilterVerdict.Outcome.PARTLY);
        FilterVerdict accepted = verdict(in(false, rule(lookup, ACCEPT)), "1/tcp from 0.0.0.0/0");
        assertThat(accepted.outcome()).isEqualTo(FilterVerdict.Outcome.UNKNOWN);
        assertThat(accepted.reason()).contains("more ports and sources than are looked at");
        VerdictMap map = new VerdictMap(
                List.of(saddr),
                Stream.of(many)
                        .map(element -> new VerdictMap.Entry(element, new Verdict.Accept()))
                        .toList());
        assertThat(verdict(in(false, rule(map)), "1/tcp from 10.0.0.0").outcome())
                .isEqualTo(FilterVerdict.Outcome.OPEN);
    }

    /** Many looks into a large map are as many steps. */
    @Test
    void aMapTakesItsStepsFromWhatIsDoneForAQuestion() {
        List<VerdictMap.Entry> entries = IntStream.range(0, 20_000)
                .mapToObj(i -> new VerdictMap.Entry(Element.of(Span.of(i, i)), new Verdict.Drop(false)))
                .toList();
        Rule[] rules = Stream.generate(() -> rule(new VerdictMap(List.of(DPORT), entries)))
                .limit(501)
                .toArray(Rule[]::new);
        assertThat(verdict(in(false, rules), "30000/tcp").reason()).contains("than are looked at");
    }
}
