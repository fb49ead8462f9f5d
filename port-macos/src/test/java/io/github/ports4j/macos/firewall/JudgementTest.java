package io.github.ports4j.macos.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.PortRange;
import io.github.ports4j.ServiceNames;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterVerdict;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of port 8080/tcp by en0 from 192.0.2.1, by rules in the form in which pfctl prints them. */
class JudgementTest {
    private static final ServiceNames SERVICES =
            ServiceNames.parse("ssh 22/tcp\nhttp-alt 8008/tcp\nhttp-alt 8080/tcp\nwebcache 8088/tcp\n");

    private final ScriptedPfctl script = new ScriptedPfctl()
            .when("-s rules", 0, "", "")
            .when("-s nat", 0, "", "")
            .when("-a com.apple -s Anchors", 0, "", "")
            .when("-a opened -s rules", 0, "pass in all flags S/SA keep state\n", "")
            .when("-a denied -s rules", 0, "block drop in all\n", "")
            .when("-a star -s rules", 0, "anchor \"*\" all\n", "")
            .when("-a star -s Anchors", 0, "  star/x\n", "")
            .when("-a star/x -s rules", 0, "block drop in all\n", "")
            .when("-a deny -s Anchors", 0, "  deny/x\n", "")
            .when("-a deny/x -s rules", 0, "block drop in all\n", "")
            .when("-a other -s Anchors", 0, "  other/x\n", "")
            .when("-a other/x -s rules", 0, "block drop in proto udp all\n", "")
            .when("-a empty -s Anchors", 0, "", "");
    private Optional<Set<String>> skipped = Optional.of(Set.of());

    private FilterVerdict judged(FilterQuestion question) {
        Rulesets rulesets = new Rulesets(new Pfctl(script), new RuleParser(new ServicePorts(() -> SERVICES)));
        return new Judgement(rulesets, new Reach(rulesets), skipped).of(question);
    }

    private FilterVerdict judged(int first, int last, String source, Optional<String> name) {
        return judged(
                new FilterQuestion(TransportProtocol.TCP, PortRange.of(first, last), AddressBlock.parse(source), name));
    }

    private String judged(String rules) {
        script.when("-s rules", 0, rules.replace("; ", "\n") + "\n", "");
        return judged(8080, 8080, "192.0.2.1", Optional.of("en0")).outcome().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pass all flags S/SA keep state | OPEN",
                "block drop all | CLOSED",
                "block return in all | CLOSED",
                "block return-rst(ttl 7) in log (all, to pflog1) quick on en0 all | CLOSED",
                "block return-icmp(port-unr, port-unr) in proto tcp all | CLOSED",
                "pass in all flags S/SA keep state; block drop out all | OPEN",
                "block drop all; pass in all flags S/SA keep state | OPEN",
                "pass in all flags S/SA keep state; block drop all | CLOSED",
                "pass in quick all flags S/SA keep state; block drop all | OPEN",
                // interfaces
                "block drop in on en0 all | CLOSED",
                "block drop in on en1 all | OPEN",
                "block drop in on ! en0 all | OPEN",
                "block drop in on ! lo0 all | CLOSED",
                "block drop in on lo0 all | OPEN",
                "block drop in on wlan all | UNKNOWN",
                "block drop in on ! wlan all | UNKNOWN",
                // families and protocols
                "block drop in inet all | CLOSED",
                "block drop in inet6 all | OPEN",
                "block drop in proto udp all | OPEN",
                "block drop in proto 6 all | CLOSED",
                "block drop in proto icmp all icmp-type echoreq | OPEN",
                // sources
                "block drop in inet from 192.0.2.0/24 to any | CLOSED",
                "block drop in inet from ! 192.0.2.0/24 to any | OPEN",
                "block drop in inet from 192.0.3.0/24 to any | OPEN",
                "block drop in inet6 from 2001:db8::/32 to any | OPEN",
                "block drop in from 2001:db8::/32 to any | OPEN",
                "block drop in from ! 2001:db8::/32 to any | UNKNOWN",
                "block drop in from <bruteforce> to any | UNKNOWN",
                "block drop in from ! <bruteforce> to any | UNKNOWN",
                "block drop in from (en0:network) to any | UNKNOWN",
                "block drop in inet from 192.0.2.0 - 192.0.2.9 to any | UNKNOWN",
                "block drop in from no-route to any | UNKNOWN",
                "block drop in from urpf-failed to any | UNKNOWN",
                "block drop in inet from 192.0.2.1/255.0.255.0 to any | UNKNOWN",
                "block drop in proto tcp from any port = 20 to any port = ssh | OPEN",
                "block drop in proto tcp from any port = 20 to any | UNKNOWN",
                "block drop in proto tcp from any os \"Windows\" to any | UNKNOWN",
                // destinations
                "block drop in inet from any to 192.0.2.80 | UNKNOWN",
                "block drop in inet6 from any to 2001:db8::1 | OPEN",
                "block drop in from any to ! 2001:db8::1 | UNKNOWN",
                "block drop in from any to (en0) | UNKNOWN",
                "block drop in inet proto tcp from any to 192.0.2.80 port = ssh | OPEN",
                // ports
                "block drop in proto tcp from any to any port = ssh | OPEN",
                "block drop in proto tcp from any to any port != ssh | CLOSED",
                "block drop in proto tcp from any to any port = http-alt | UNKNOWN",
                "block drop in proto tcp from any to any port != http-alt | UNKNOWN",
                "block drop in proto tcp from any to any port = webcache | OPEN",
                "block drop in proto tcp from any to any port = unheard-of | UNKNOWN",
                "block drop in proto tcp from any to any port = 8080 | CLOSED",
                "block drop in proto tcp from any to any port != 8080 | OPEN",
                "block drop in proto tcp from any to any port 8080:8080 | CLOSED",
                "block drop in proto tcp from any to any port 8081:8090 | OPEN",
                "block drop in proto tcp from any to any port 8079 >< 8081 | CLOSED",
                "block drop in proto tcp from any to any port 8080 >< 8082 | OPEN",
                "block drop in proto tcp from any to any port 8080 <> 8082 | OPEN",
                "block drop in proto tcp from any to any port 8081 <> 8082 | CLOSED",
                "block drop in proto tcp from any to any port < 8080 | OPEN",
                "block drop in proto tcp from any to any port <= 8080 | CLOSED",
                "block drop in proto tcp from any to any port > 8080 | OPEN",
                "block drop in proto tcp from any to any port >= 8080 | CLOSED",
                // options
                "block drop in proto tcp all flags S/SA | CLOSED",
                "block drop in proto tcp all flags A/A | CLOSED", // nothing kept state, so that it is for what follows
                "block drop in proto tcp all flags /S | CLOSED",
                "pass in all flags S/SA keep state; block drop in proto tcp all flags A/A | OPEN",
                "pass in all flags S/SA keep state; block drop in proto tcp all flags /S | OPEN",
                "block drop in proto tcp all flags S/SAEW | UNKNOWN",
                "block drop in proto tcp all flags any | CLOSED",
                "block drop in proto tcp all user = 501 | UNKNOWN",
                "block drop in proto tcp all user 500 >< 600 | UNKNOWN",
                "block drop in all probability 20% | UNKNOWN",
                "block drop in all ! tagged GOOD | UNKNOWN",
                "block drop in all tagged BAD | UNKNOWN",
                "block drop in all fragment | UNKNOWN",
                "block drop in all label \"a { b ( c\" | CLOSED",
                "block drop in all; pass in proto tcp all flags S/SA keep state (max 100) | UNKNOWN",
                "block drop in all; pass in proto tcp all flags S/SA keep state (if-bound) tag X queue q | OPEN",
                "block drop in all; pass in proto tcp all flags S/SA synproxy state allow-opts | OPEN",
                "block drop in all; pass in proto tcp all modulate state | OPEN",
                // without a state the answers have to pass as well
                "block drop out all | CLOSED",
                "block drop in all; pass in proto tcp all no state | OPEN",
                "block drop all; pass in proto tcp all no state | CLOSED",
                "block drop all; pass in proto tcp all | UNKNOWN", // pfctl says which; older ones did not
                "block drop all; pass in proto tcp all no state; pass out proto tcp all no state | OPEN",
                "block drop all; pass in proto tcp all no state; pass out proto tcp all flags S/SA keep state | CLOSED",
                "block drop all; pass in proto tcp all no state; pass out proto tcp all flags any keep state | OPEN",
                "block drop in all; pass in proto tcp all flags S/SA no state | CLOSED", // and then what follows does
                // not
                "block drop in all; pass in proto tcp all flags S/SAE no state | UNKNOWN",
                "block drop all; pass in proto tcp all no state; pass out proto tcp all flags SA/SA no state | CLOSED",
                "block drop out proto udp all | OPEN",
                "block drop out proto tcp all flags A/A | CLOSED",
                "block drop out proto tcp all flags S/SA | OPEN",
                "block drop out proto tcp from any port = 8080 to any | CLOSED",
                "block drop out proto tcp from any port = ssh to any | OPEN",
                "block drop out proto tcp from any port = http-alt to any | UNKNOWN",
                "block drop out proto tcp from any to any port > 1023 | UNKNOWN",
                "block drop out inet from any to 192.0.2.0/24 | CLOSED",
                "block drop out inet from any to ! 192.0.2.0/24 | OPEN",
                "block drop out inet from any to 192.0.3.0/24 | OPEN",
                "block drop out inet from 192.0.2.80 to any | UNKNOWN",
                "block drop out inet6 all | OPEN",
                "block drop out on lo0 all | OPEN",
                "block drop out on ! lo0 all | CLOSED",
                "block drop out on en1 all | UNKNOWN", // by which interface the answer goes the routes say
                "block drop out from any to <friends> | UNKNOWN",
                "pass in on en0 route-to (en1 192.0.2.254) round-robin inet proto tcp all flags S/SA keep state | UNKNOWN",
                "pass in on en1 route-to (en1 192.0.2.254) inet proto tcp all flags S/SA keep state | OPEN",
                "block drop in all; pass in quick reply-to (en1 192.0.2.254) proto tcp from any to any port = ssh | CLOSED",
                "pass in fastroute all | UNKNOWN",
                // what changes nothing
                "scrub in all fragment reassemble; scrub-anchor \"x\" all fragment reassemble | OPEN",
                "block drop in from <bruteforce> to any; block drop in quick all | CLOSED",
                "pass in quick from <friends> to any; pass in all | OPEN",
                "block drop in all; pass in quick from <friends> to any | UNKNOWN",
                "block drop in all; block drop in quick from <enemies> to any | CLOSED",
                "block drop in quick from <enemies> to any; pass in all | UNKNOWN",
                // what nobody knows
                "match in all scrub | UNKNOWN",
                "block drop in all frobnicate | UNKNOWN",
                "block drop in proto udp all frobnicate | OPEN",
                "block drop in quick all; pass in all frobnicate | CLOSED",
                "pass in quick all frobnicate; block drop in quick all | UNKNOWN",
                "block drop in proto { tcp, udp } all | UNKNOWN",
                "block drop in on { en0, en1 } all | UNKNOWN",
                "block drop in from { 192.0.2.1 } to any | UNKNOWN",
                "block drop in from any to any port \"unclosed | UNKNOWN",
                // anchors in braces
                "block drop in all; anchor in on en0 all {;   pass in proto tcp all flags S/SA keep state; } | OPEN",
                "block drop in all; anchor in on en1 all {;   pass in proto tcp all flags S/SA keep state; } | CLOSED",
                "anchor all {;   anchor all {;     block drop in quick all;   };   pass in all; }; pass in all | CLOSED",
                "block drop in all; anchor in from <friends> to any {;   pass in all; } | UNKNOWN",
                "block drop in all; anchor in from <friends> to any {;   pass in quick all; } | UNKNOWN",
                "block drop in all; anchor in from <friends> to any {;   block drop in quick all; } | CLOSED",
                "pass in all flags S/SA keep state; anchor all {;   anchor \"com.apple/*\" all; } | UNKNOWN", // of the
                // braces
                "pass in quick all flags S/SA keep state; anchor all {;   anchor \"x\" all; } | OPEN",
                "pass in all flags S/SA keep state; anchor on en1 all {;   anchor \"x\" all; } | OPEN",
                "pass in all flags S/SA keep state; anchor all {;   anchor \"x\" on en1 all; } | OPEN",
                "block drop in all; anchor all {;   anchor \"/opened\" all;   anchor \"../denied\" on en1 all; } | OPEN",
                "anchor all {;   anchor all {;     anchor \"../../denied\" all;   }; } | CLOSED",
                "anchor all {;   anchor all {;     anchor \"../denied\" all;   }; } | UNKNOWN",
                // asterisks: of the main ruleset alone it is a name, and one for which pfctl can't be asked
                "pass in all flags S/SA keep state; anchor \"*\" all | UNKNOWN",
                "pass in all flags S/SA keep state; anchor \"/*\" all | UNKNOWN",
                "pass in all flags S/SA keep state; anchor \"x*\" all | UNKNOWN",
                "pass in all flags S/SA keep state; anchor \"../x\" all | UNKNOWN",
                "pass in all flags S/SA keep state; anchor \"*\" on en1 all | OPEN",
                "anchor \"star\" all | CLOSED",
                // an anchor that is quick ends all if a rule within was for the packet
                "anchor quick all {;   block drop in all; }; pass in all flags S/SA keep state | CLOSED",
                "anchor quick all {;   block drop in proto udp all; }; pass in all flags S/SA keep state | OPEN",
                "block drop in all; anchor quick all {;   block drop in proto tcp all; }; pass in all | CLOSED", // also
                // the
                // same
                "anchor quick all {;   block drop in from <enemies> to any; }; pass in all flags S/SA keep state | UNKNOWN",
                "anchor quick all {;   block drop in from <enemies> to any; }; block drop in all | CLOSED",
                "anchor in quick from <enemies> to any {;   block drop in all; }; pass in all flags S/SA keep state | UNKNOWN",
                "anchor quick on en1 all {;   block drop in all; }; pass in all flags S/SA keep state | OPEN",
                "anchor quick all {;   block drop in all;   anchor all {;     pass in proto udp all;   }; }; pass in all | UNKNOWN",
                "anchor quick all {;   anchor all {;     block drop in all;   };   pass in proto udp all; }; pass in all | CLOSED",
                "anchor all {;   anchor quick all {;     block drop in all;   };   pass in proto tcp all; } | CLOSED",
                "anchor all {;   anchor quick all {;     block drop in all;   }; }; pass in all flags S/SA keep state | UNKNOWN",
                "anchor quick all {;   anchor \"/deny/*\" all; }; pass in all flags S/SA keep state | UNKNOWN",
                "anchor \"/deny/*\" quick all; pass in all flags S/SA keep state | CLOSED",
                "anchor \"/empty/*\" quick all; pass in all flags S/SA keep state | OPEN",
                "anchor \"/other/*\" quick all; pass in all flags S/SA keep state | OPEN",
                "block drop in all; anchor \"/other/*\" quick all; pass in all flags S/SA keep state | UNKNOWN",
                "block drop in all; anchor all {;   pass in all | UNKNOWN",
                "} | UNKNOWN"
            })
    void oneConnection(String rules, String outcome) {
        assertThat(judged(rules)).isEqualTo(outcome);
    }

    @Test
    void anchorsAreGoneThroughInTheOrderOfTheirNames() {
        script.when("-s rules", 0, "block drop in all\nanchor \"com.apple/*\" all\n", "")
                .when(
                        "-a com.apple -s Anchors",
                        0,
                        "  com.apple/9.b\n  com.apple/10.a\n  com.apple/B\n  com.apple/a\n",
                        "");
        for (String name : new String[] {"9.b", "B", "a"}) {
            script.when("-a com.apple/" + name + " -s rules", 0, "", "");
        }
        script.when("-a com.apple/10.a -s rules", 0, "pass in quick all flags S/SA keep state\n", "")
                .when("-a com.apple/9.b -s rules", 0, "block drop in quick all\n", "");
        assertThat(judged(8080, 8080, "192.0.2.1", Optional.of("en0")).outcome())
                .hasToString("OPEN");
        script.when("-a com.apple/10.a -s rules", 0, "", "")
                .when("-a com.apple/B -s rules", 0, "pass in quick all flags S/SA keep state\n", "")
                .when(
                        "-a com.apple/9.b -s rules",
                        0,
                        "anchor \"deep\" all\nanchor \"/top\" all\nanchor \"../a\" all\n",
                        "")
                .when("-a com.apple/9.b/deep -s rules", 0, "", "")
                .when("-a top -s rules", 0, "", "pfctl: DIOCGETRULES: Invalid argument\n")
                .when("-a com.apple/a -s rules", 0, "block drop in quick proto tcp all\n", "");
        FilterVerdict verdict = judged(8080, 8080, "192.0.2.1", Optional.of("en0"));
        assertThat(verdict.outcome()).hasToString("CLOSED");
        assertThat(verdict.reason())
                .isEqualTo("the rule 'block drop in quick proto tcp all' of the anchor com.apple/a blocks it");
    }

    @Test
    void anAnchorThatCallsItselfEnds() {
        script.when("-s rules", 0, "anchor \"loop\" all\n", "")
                .when("-a loop -s rules", 0, "anchor \"../loop\" all\n", "");
        assertThat(judged(8080, 8080, "192.0.2.1", Optional.of("en0")).outcome())
                .hasToString("UNKNOWN");
    }

    @Test
    void theRulesOfAnAnchorItselfAreNotThoseBelowIt() {
        script.when("-s rules", 0, "anchor \"com.apple/*\" all\n", ""); // -a com.apple -s rules is not foreseen
        assertThat(judged(8080, 8080, "192.0.2.1", Optional.of("en0")).outcome())
                .hasToString("OPEN");
    }

    @Test
    void someOfMany() {
        script.when("-s rules", 0, "block drop in quick inet proto tcp from 192.0.2.4/30 to any port 8081:8090\n", "");
        assertThat(judged(8080, 8080, "192.0.2.0/24", Optional.empty()).outcome())
                .hasToString("OPEN");
        FilterVerdict partly = judged(8080, 8090, "192.0.2.0/24", Optional.empty());
        assertThat(partly.outcome()).hasToString("PARTLY");
        assertThat(partly.reason()).startsWith("of port 8081 from 192.0.2.4: the rule 'block drop in quick");
        assertThat(judged(8081, 8090, "192.0.2.4/30", Optional.empty()).outcome())
                .hasToString("CLOSED");
        assertThat(judged(8081, 8091, "192.0.2.4/30", Optional.empty()).outcome())
                .hasToString("PARTLY");
        assertThat(judged(8081, 8090, "192.0.2.7", Optional.empty()).outcome()).hasToString("CLOSED");
        assertThat(judged(8081, 8090, "192.0.2.8", Optional.empty()).outcome()).hasToString("OPEN");
        assertThat(judged(1, 65535, "0.0.0.0/0", Optional.empty()).outcome()).hasToString("PARTLY");
        assertThat(judged(1, 65535, "::/0", Optional.empty()).outcome()).hasToString("OPEN");
    }

    @Test
    void theWholeOfIpv6MayBeDivided() {
        script.when(
                "-s rules",
                0,
                "block drop in inet6 from ::fffe:0:0/96 to any\nblock drop in inet6 from ffff::/16 to any\n",
                "");
        assertThat(judged(80, 80, "::/0", Optional.empty()).outcome()).hasToString("PARTLY");
        assertThat(judged(80, 80, "ffff:1::/32", Optional.empty()).outcome()).hasToString("CLOSED");
    }

    @Test
    void whatDependsOnTheInterfaceIsNotKnownWithoutIt() {
        script.when("-s rules", 0, "block drop in on en0 all\n", "");
        FilterVerdict verdict = judged(80, 80, "192.0.2.1", Optional.empty());
        assertThat(verdict.outcome()).hasToString("UNKNOWN");
        assertThat(verdict.reason()).contains("interface");
        assertThat(judged(80, 80, "192.0.2.1", Optional.of("en1")).outcome()).hasToString("OPEN");
        script.when("-s rules", 0, "block drop in on ! lo0 all\n", "");
        assertThat(judged(80, 80, "192.0.2.1", Optional.empty()).outcome()).hasToString("CLOSED");
        assertThat(judged(80, 80, "192.0.2.1", Optional.of("lo0")).outcome()).hasToString("OPEN");
    }

    @Test
    void withoutTheListOfSkippedInterfacesNothingIsClosedForCertain() {
        skipped = Optional.empty();
        assertThat(judged("block drop in all")).isEqualTo("UNKNOWN");
        assertThat(judged("pass in all")).isEqualTo("OPEN");
        skipped = Optional.of(Set.of("en0"));
        assertThat(judged("block drop in all")).isEqualTo("OPEN");
        skipped = Optional.of(Set.of("wlan"));
        assertThat(judged("block drop in all")).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rdr on en0 inet proto tcp from any to any port = 8080 -> 127.0.0.1 port 80 | UNKNOWN",
                "rdr pass on en0 inet proto tcp from any to any port 8000:8100 -> 127.0.0.1 port 80 | UNKNOWN",
                "rdr on en1 inet proto tcp from any to any port = 8080 -> 127.0.0.1 port 80 | OPEN",
                "rdr on en0 inet proto udp from any to any port = 8080 -> 127.0.0.1 port 80 | OPEN",
                "rdr on en0 inet proto tcp from any to any port = ssh -> 127.0.0.1 port 80 | OPEN",
                "no rdr on en0 proto tcp all; rdr on en0 inet proto tcp all -> 127.0.0.1 | OPEN",
                "no rdr on en0 proto tcp from <friends> to any; rdr on en0 inet proto tcp all -> 127.0.0.1 | UNKNOWN",
                "no rdr on en0 proto tcp all; binat on en0 inet from 10.0.0.1 to any -> 192.0.2.9 | UNKNOWN",
                "no binat on en0 from 10.0.0.1 to any; rdr on en0 inet proto tcp all -> 127.0.0.1 | UNKNOWN",
                "rdr-anchor \"binats\" all | OPEN",
                "binat-anchor \"binats\" all | UNKNOWN",
                "no rdr on en0 all; rdr-anchor \"*\" all | OPEN",
                "rdr-anchor \"*\" all; no rdr on en0 all | UNKNOWN",
                "no rdr on en1 all; rdr on en0 inet proto tcp all -> 127.0.0.1 | UNKNOWN",
                "binat on en0 inet from 10.0.0.1 to any -> 192.0.2.9 | UNKNOWN",
                "nat on en0 inet from 10.0.0.0/8 to any -> (en0) round-robin | OPEN",
                "no nat on en0 all; nat-anchor \"x/*\" all; rdr-anchor \"none\" all | OPEN",
                "something on en0 all | UNKNOWN"
            })
    void whatGoesElsewhereIsNotKnown(String rules, String outcome) {
        script.when("-s nat", 0, rules.replace("; ", "\n") + "\n", "")
                .when("-a none -s nat", 0, "", "")
                .when("-a none -s rules", 0, "", "")
                .when("-a binats -s nat", 0, "binat on en0 inet from 10.0.0.1 to any -> 192.0.2.9\n", "");
        assertThat(judged("pass in all")).isEqualTo(outcome);
    }
}
