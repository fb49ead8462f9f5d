package io.github.ports4j.linux.firewall;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Field;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Lookup;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Selector;
import io.github.ports4j.linux.firewall.ruleset.Span;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.linux.firewall.ruleset.Translation;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tables as hosts have them. */
final class Hosts {
    static final Rule DROP = Rule.of("drop", new Verdict.Drop(false));

    private Hosts() {}

    static Ruleset of(Table... tables) {
        return new Ruleset(List.of(tables));
    }

    static Table table(TableFamily family, String name, Chain... chains) {
        return new Table(new TableId(family, name), false, false, List.of(chains));
    }

    static Chain chain(String name, Hook hook, int priority, boolean drops, Rule... rules) {
        return new Chain(name, Optional.of(BaseChain.of(hook, ChainType.FILTER, priority, drops)), List.of(rules));
    }

    static Chain called(String name, Rule... rules) {
        return new Chain(name, Optional.empty(), List.of(rules));
    }

    static Table iptables(boolean drops, Rule... rules) {
        return table(TableFamily.IP, "filter", chain("INPUT", Hook.INPUT, 0, drops, rules));
    }

    static Table legacy(boolean drops) {
        return table(TableFamily.IP, "filter (legacy)", chain("INPUT", Hook.INPUT, 0, drops));
    }

    static Table nft(boolean drops) {
        return table(TableFamily.INET, "host", chain("incoming", Hook.INPUT, -5, drops));
    }

    static Table ufw() {
        Chain input = chain("INPUT", Hook.INPUT, 0, true, Rule.of("jump", new Verdict.Jump("ufw-user-input")));
        return table(TableFamily.IP, "filter", input, called("ufw-user-input"));
    }

    static Table firewalld() {
        Rule reject = Rule.of("reject with icmpx admin-prohibited", new Verdict.Drop(true));
        return table(TableFamily.INET, "firewalld", chain("filter_INPUT", Hook.INPUT, 10, false, reject));
    }

    /** {@code -d 172.17.0.2/32 -j DROP} in raw, as Docker has it for each container. */
    static Table dockerRaw() {
        Rule rule = Rule.of(
                "-d 172.17.0.2",
                Lookup.of(
                        Selector.of(Field.DESTINATION_ADDRESS, AddressFamily.IPV4, "-d"),
                        Span.of(AddressBlock.parse("172.17.0.2"))),
                new Verdict.Drop(false));
        return table(TableFamily.IP, "raw", chain("PREROUTING", Hook.PREROUTING, -300, false, rule));
    }

    /** Port 8080 is sent on to a container, and kept out on its way. */
    static Ruleset published(boolean dropped) {
        Rule dnat = Rule.of(
                "dnat",
                Lookup.of(Selector.of(Field.DESTINATION_PORT, TransportProtocol.TCP, "--dport"), Span.of(8080, 8080)),
                new Translation(
                        Optional.of(AddressFamily.IPV4),
                        Translation.Target.ADDRESS,
                        Optional.of(AddressBlock.parse("172.17.0.2").address()),
                        Optional.of(Span.of(80, 80))));
        Chain nat = new Chain(
                "PREROUTING", Optional.of(BaseChain.of(Hook.PREROUTING, ChainType.NAT, -100, false)), List.of(dnat));
        return of(
                table(TableFamily.IP, "nat", nat),
                table(TableFamily.IP, "filter", chain("FORWARD", Hook.FORWARD, 0, dropped)));
    }

    static Rule commented(String comment, Rule rule) {
        return new Rule(rule.statements(), Optional.of(comment), OptionalLong.empty(), rule.text());
    }
}
