package io.github.ports4j.linux.firewall.iptables;

import static io.github.ports4j.linux.firewall.iptables.SavedTableTest.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
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
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    /** A chain INPUT with these rules, and others to go to. */
    private static String input(String... rules) {
        StringBuilder text = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n:gone - [0:0]\n:back - [0:0]\n");
        text.append("-A gone -j DROP\n-A back -j RETURN\n");
        for (String rule : rules) {
            text.append("-A INPUT ").append(rule).append('\n');
        }
        return text.append("COMMIT\n").toString();
    }

    private static FilterVerdict.Outcome judge(Ruleset ruleset, int port, String source) {
        FilterQuestion question = new FilterQuestion(
                TransportProtocol.TCP, PortRange.of(port, port), AddressBlock.parse(source), Optional.empty());
        return new Evaluation(ruleset, address -> address.isLoopbackAddress())
                .of(question)
                .verdict()
                .outcome();
    }

    private static Ruleset ruleset(String text, AddressFamily family) {
        return new Ruleset(SavedTable.parse(text).orElseThrow().stream()
                .map(table -> SavedTables.table(table, family, table.name()))
                .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "-p tcp -m tcp --dport 8080 -j DROP|CLOSED",
                "-p tcp -m tcp --dport 8081 -j DROP|OPEN",
                "-p tcp -m tcp ! --dport 8081 -j DROP|CLOSED",
                "-p tcp -m tcp --dport 8000:8100 -j DROP|CLOSED",
                "-p tcp -m tcp --sport 1024:65535 -j DROP|UNKNOWN",
                "-p udp -m udp --dport 8080 -j DROP|OPEN",
                "-p 6 -j DROP|CLOSED",
                "-p sctp -j DROP|OPEN",
                "! -p udp -j DROP|CLOSED",
                "-j DROP|CLOSED",
                "-s 10.0.0.0/8 -j DROP|CLOSED",
                "! -s 10.0.0.0/8 -j DROP|OPEN",
                "-s 10.1.0.0/16 -j DROP|PARTLY",
                "-s 192.168.0.0/16 -j DROP|OPEN",
                "-s 10.0.0.0/255.0.255.0 -j DROP|UNKNOWN",
                "-d 224.0.0.0/4 -j DROP|OPEN",
                "-i lo -j DROP|OPEN",
                "! -i lo -j DROP|CLOSED",
                "-i eth0 -j DROP|UNKNOWN",
                "-i eth+ -j DROP|UNKNOWN",
                "-p tcp -m multiport --dports 80,8000:8100 -j DROP|CLOSED",
                "-p tcp -m multiport ! --dports 80,8000:8100 -j DROP|OPEN",
                "-p tcp -m multiport --ports 8080 -j DROP|UNKNOWN",
                "-p tcp -m multiport --sports 8080 -j DROP|UNKNOWN",
                "-m conntrack --ctstate NEW -j DROP|CLOSED",
                "-m conntrack --ctstate RELATED,ESTABLISHED -j DROP|OPEN",
                "-m conntrack ! --ctstate RELATED,ESTABLISHED -j DROP|CLOSED",
                "-m conntrack --ctstate DNAT -j DROP|OPEN",
                "-m conntrack --ctstate NEW,DNAT -j DROP|UNKNOWN",
                "-m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP|CLOSED",
                "-m conntrack --ctorigdstport 8081 -j DROP|OPEN",
                "-m conntrack --ctproto 6 -j DROP|UNKNOWN",
                "-m state --state NEW,UNTRACKED -j DROP|CLOSED",
                "-m state --state INVALID -j DROP|OPEN",
                "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP|CLOSED",
                "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -j DROP|OPEN",
                "-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE -j DROP|OPEN",
                "-p tcp -m tcp --tcp-flags FIN,NEW SYN -j DROP|UNKNOWN",
                "-p tcp -m tcp --tcp-option 5 -j DROP|UNKNOWN",
                "-m addrtype --dst-type LOCAL -j DROP|CLOSED",
                "-m addrtype --dst-type BROADCAST,MULTICAST -j DROP|OPEN",
                "-m addrtype --src-type LOCAL -j DROP|UNKNOWN",
                "-m pkttype --pkt-type broadcast -j DROP|OPEN",
                "-m iprange --src-range 10.0.0.0-10.255.255.255 -j DROP|CLOSED",
                "-m iprange --src-range 192.168.0.1-192.168.0.9 -j DROP|OPEN",
                "-m iprange ! --src-range 10.0.0.0-10.255.255.255 -j DROP|OPEN",
                "-m limit --limit 3/sec -j DROP|UNKNOWN",
                "-m mark --mark 0x5/0xff -j DROP|UNKNOWN",
                "-m set --match-set x src -j DROP|UNKNOWN",
                "-m set ! --match-set x src -j DROP|UNKNOWN",
                "-m socket -j DROP|UNKNOWN",
                "-m socket -m comment --comment x -j DROP|UNKNOWN",
                "-m newmodule --something 1 --else -j DROP|UNKNOWN",
                "-m u32 --u32 \"0x0&0xf=0x1\" -j DROP|UNKNOWN",
                "-m rt --rt-type 0 -j DROP|OPEN",
                "-m rt ! --rt-type 0 -j DROP|OPEN",
                "-m frag --fragmore -j DROP|OPEN",
                "-f -j DROP|UNKNOWN",
                "-m comment --comment \"-j ACCEPT\" -j DROP|CLOSED",
                "-m comment --comment -j -j DROP|CLOSED",
                "-m comment --comment \"! -i lo\" -j DROP|CLOSED",
                "-m string --string \"-j\" --algo bm --to 65535 -j DROP|UNKNOWN",
                "-m string --string \"-m\" --algo bm --to 65535 -j DROP|UNKNOWN",
                "-j REJECT --reject-with tcp-reset|CLOSED",
                "-p tcp|OPEN",
                "-j LOG --log-prefix \"-j DROP \"|OPEN",
                "-j NFLOG --nflog-prefix \"a \\\"b\"|OPEN",
                "-j MARK --set-xmark 0x5/0xffffffff|OPEN",
                "-j NFQUEUE --queue-num 0|UNKNOWN",
                "-j TPROXY --on-port 1|UNKNOWN",
                "-j NOSUCH|UNKNOWN",
                "-g NOSUCH|UNKNOWN",
                "-j gone|CLOSED",
                "-g gone|CLOSED",
                "-p udp -g gone|OPEN",
                "-j back|OPEN",
                "-m limit --limit 1/sec -j gone|UNKNOWN"
            })
    void aRuleMeansWhatTheManualSays(String rule, FilterVerdict.Outcome outcome) {
        assertThat(judge(ruleset(input(rule), AddressFamily.IPV4), 8080, "10.0.0.0/8"))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "22, 0.0.0.0/0, OPEN",
        "22, ::/0, OPEN",
        "8080, 0.0.0.0/0, CLOSED",
        "8080, ::/0, CLOSED",
        "80, 10.9.1.0/24, CLOSED",
        "137, 192.0.2.0/24, CLOSED"
    })
    void theRulesOfUfwAreUnderstood(int port, String source, FilterVerdict.Outcome outcome) {
        boolean six = source.contains(":");
        String text = sample(six ? "ip6tables-save-1.8.9-ufw.txt" : "iptables-save-1.8.9-ufw.txt");
        AddressFamily family = six ? AddressFamily.IPV6 : AddressFamily.IPV4;
        assertThat(judge(ruleset(text, family), port, source)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-j DNAT --to-destination 172.17.0.2|ADDRESS|Optional[/172.17.0.2]|false",
                "-j DNAT --to-destination 172.17.0.2:80|ADDRESS|Optional[/172.17.0.2]|true",
                "-j DNAT --to-destination 172.17.0.2:80-90 --random|ADDRESS|Optional[/172.17.0.2]|true",
                "-j DNAT --to-destination 172.17.0.2-172.17.0.9|UNKNOWN|Optional.empty|false",
                "-j DNAT --to-destination 2001:db8::2|UNKNOWN|Optional.empty|false",
                "-j DNAT --to-destination 172.17.0.2:80-90/85|UNKNOWN|Optional.empty|false",
                "-j DNAT --something|UNKNOWN|Optional.empty|false",
                "-j REDIRECT --to-ports 8080|THIS_HOST|Optional.empty|true",
                "-j REDIRECT|THIS_HOST|Optional.empty|false",
                "-j REDIRECT --to-ports x|UNKNOWN|Optional.empty|false"
            })
    void translationsAreRead(String rule, Translation.Target target, String address, boolean ports) {
        Rule read = new RuleReader(AddressFamily.IPV4, Set.of())
                .read(new SavedRule("PREROUTING", SavedRule.words(rule), rule));
        assertThat(read.statements()).hasSize(1);
        Translation translation = (Translation) read.statements().get(0);
        assertThat(translation.target()).isEqualTo(target);
        assertThat(translation.address()).hasToString(address);
        assertThat(translation.ports().isPresent()).isEqualTo(ports);
    }

    /** iptables-save prints {@code tcp dport { 1, 2 } drop}, which nft made in its table, as {@code -p tcp -j DROP}. */
    @Test
    void iptablesIsNotBelievedWhatItLeavesOutOfARuleOfNft() {
        Lookup ports = Lookup.of(
                Selector.of(Field.DESTINATION_PORT, TransportProtocol.TCP, "tcp dport"), Span.of(1, 1), Span.of(2, 2));
        Rule ofNft = Rule.of("tcp dport { 1, 2 } drop", ports, new Verdict.Drop(false));
        Rule ofIptables = Rule.of("xt", new Unclear("xt conntrack"), new Verdict.Drop(false));
        Table known = table(ofNft, ofIptables);
        String text = input(
                "-p tcp -j DROP", "-p tcp -m tcp --dport 9 -m conntrack --ctstate NEW -m comment --comment hi -j DROP");
        SavedTable saved = SavedTable.parse(text).orElseThrow().get(0);
        Table completed = SavedTables.completed(known, saved, AddressFamily.IPV4);
        Ruleset ruleset = new Ruleset(List.of(completed));
        assertThat(judge(ruleset, 8080, "10.0.0.0/8")).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(judge(ruleset, 2, "10.0.0.0/8")).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(judge(ruleset, 9, "10.0.0.0/8")).isEqualTo(FilterVerdict.Outcome.CLOSED);
        assertThat(completed.chains().get(0).rules().get(1).comment()).contains("hi");
    }

    @Test
    void aChainThatChangedInBetweenStaysUnclear() {
        Table known = table(Rule.of("xt", new Unclear("xt conntrack"), new Verdict.Drop(false)));
        SavedTable saved = SavedTable.parse(input("-p udp -j DROP", "-j RETURN"))
                .orElseThrow()
                .get(0);
        Table completed = SavedTables.completed(known, saved, AddressFamily.IPV4);
        assertThat(judge(new Ruleset(List.of(completed)), 8080, "10.0.0.0/8")).isEqualTo(FilterVerdict.Outcome.UNKNOWN);
    }

    private static Table table(Rule... rules) {
        BaseChain input = BaseChain.of(Hook.INPUT, ChainType.FILTER, 0, false);
        Chain chain = new Chain("INPUT", Optional.of(input), List.of(rules));
        return new Table(new TableId(TableFamily.IP, "filter"), false, true, List.of(chain));
    }
}
