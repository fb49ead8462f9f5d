package io.github.ports4j.linux.firewall.nft;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.linux.firewall.ruleset.Evaluation;
import io.github.ports4j.linux.firewall.ruleset.Questions;
import io.github.ports4j.spi.FilterHold;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterVerdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A listing of nft 1.0.6, with a rule of ours and one of somebody else in the same chain. */
class RulesetReaderTest {
    private static final FilterMark MARK =
            FilterMark.parse("ports4j:0badcafe:0:0").orElseThrow();

    /** Answers what it was given, and notes what is changed. */
    private static final class Recorded implements Nft {
        private final String foreign;
        private final String ours;
        private final List<String> changes = new ArrayList<>();

        Recorded(String foreign, String ours) {
            this.foreign = foreign;
            this.ours = ours;
        }

        @Override
        public String ruleset() {
            return "table inet ports4j { # handle 1\n}\n";
        }

        @Override
        public String list(String json) {
            JsonObject list = JsonParser.parseString(json)
                    .getAsJsonObject()
                    .getAsJsonArray("nftables")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("list");
            String objects = switch (list.keySet().iterator().next()) {
                case "chains" -> CHAIN;
                case "sets" -> changes.isEmpty() ? SETS : "";
                case "chain" -> CHAIN + rule(3, foreign, "") + (changes.isEmpty() ? ours : "");
                default -> "";
            };
            return "{\"nftables\": [{\"metainfo\": {\"version\": \"1.0.6\"}}" + objects + "]}";
        }

        @Override
        public void change(String text) {
            changes.add(text);
        }

        @Override
        public FilterHold hold(String text) {
            throw new AssertionError(text);
        }
    }

    private static final String CHAIN = """
            , {"chain": {"family": "inet", "table": "ports4j", "name": "prerouting", "handle": 1, "type": "filter",
               "hook": "prerouting", "prio": -150, "policy": "accept"}}
            """;
    private static final String SETS = """
            , {"set": {"family": "inet", "name": "inside", "table": "ports4j", "type": "ifname", "handle": 2,
               "elem": ["lo"]}}
            , {"set": {"family": "inet", "name": "ports4j_0badcafe", "table": "ports4j", "type": "inet_service",
               "handle": 4, "flags": ["timeout", "interval"],
               "elem": [{"elem": {"val": 8080, "comment": "ports4j:0badcafe:0:0"}}]}}
            """;
    private static final String OURS = """
            {"match": {"op": "!=", "left": {"meta": {"key": "iifname"}}, "right": "@inside"}},
            {"match": {"op": "==", "left": {"fib": {"result": "type", "flags": ["daddr"]}}, "right": "local"}},
            {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": 8080}},
            {"match": {"op": "==", "left": {"&": [{"payload": {"protocol": "tcp", "field": "flags"}},
                {"|": [{"|": [{"|": ["fin", "syn"]}, "rst"]}, "ack"]}]}, "right": "syn"}},
            {"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}},
                "right": "@ports4j_0badcafe"}},
            {"drop": null}""";

    private static String rule(int handle, String expressions, String comment) {
        return ", {\"rule\": {\"family\": \"inet\", \"table\": \"ports4j\", \"chain\": \"prerouting\", \"handle\": "
                + handle + comment + ", \"expr\": [" + expressions + "]}}";
    }

    private static String ours(String expressions) {
        return rule(5, expressions, ", \"comment\": \"" + MARK.text() + "\"");
    }

    private static FilterVerdict.Outcome judge(Nft nft, String question) {
        return new Evaluation(new RulesetReader(nft).read(), address -> false)
                .of(Questions.parse(question))
                .verdict()
                .outcome();
    }

    static List<String> whatIsNotUnderstood() {
        return List.of(
                "{\"something new\": {\"x\": 1}}",
                "{\"match\": {\"op\": \"==\"}}",
                "{\"match\": {\"op\": [], \"left\": 1, \"right\": 2}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": 1, \"x\": []}}, \"right\": {}}}, {\"drop\": null}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"fib\": {\"result\": [], \"flags\": {}}}, \"right\": 1}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"fib\": {\"result\": \"type\", \"flags\": [[1, 2]]}}, \"right\": 1}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"tcp\", \"field\": \"flags\"}},"
                        + " \"right\": {\"set\": [\"ack\", \"rst\"]}}}, {\"drop\": null}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"&\": []}, \"right\": 1}}",
                "{\"vmap\": {\"key\": 1}}",
                "{\"jump\": null}",
                "{\"dnat\": 7}",
                "{\"mangle\": {\"key\": {\"payload\": {\"protocol\": \"tcp\", \"field\": \"dport\"}}}}",
                "{\"a\": 1, \"b\": 2}",
                "[]",
                "7");
    }

    @ParameterizedTest
    @MethodSource("whatIsNotUnderstood")
    void oneRuleThatIsNotUnderstoodLeavesTheOthersWhatTheyAre(String foreign) {
        Recorded nft = new Recorded(foreign, ours(OURS));
        assertThat(judge(nft, "8080/tcp")).isIn(FilterVerdict.Outcome.CLOSED, FilterVerdict.Outcome.UNKNOWN);
        assertThat(judge(nft, "8081/tcp")).isEqualTo(FilterVerdict.Outcome.UNKNOWN);
        NftDenial denial = new NftDenial(nft);
        assertThat(denial.list()).extracting(FirewallEntry::id).containsExactly(MARK.id());
        denial.removal(MARK.id()).apply();
        assertThat(nft.changes)
                .containsExactly(
                        "delete rule inet ports4j prerouting handle 5\ndelete set inet ports4j ports4j_0badcafe\n");
    }

    static List<String> editedCopies() {
        String set =
                ",\n{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"tcp\", \"field\": \"dport\"}},\n"
                        + "    \"right\": \"@ports4j_0badcafe\"}}";
        assertThat(OURS).contains(set);
        return List.of(
                OURS.replace(set, ""),
                OURS.replace("@ports4j_0badcafe", "@inside"),
                OURS.replace("@inside", "lo"),
                OURS.replace("8080", "8081").replace("\"==\", \"left\": {\"fib\"", "\"!=\", \"left\": {\"fib\""),
                OURS.replace("\"drop\"", "\"accept\""),
                OURS.replace("{\"drop\": null}", "{\"counter\": {\"packets\": 0, \"bytes\": 0}}, {\"drop\": null}"),
                OURS.replace("{\"drop\": null}", "{\"log\": null}, {\"drop\": null}"),
                OURS.replace("{\"drop\": null}", "{\"limit\": {\"rate\": 1, \"per\": \"second\"}}, {\"drop\": null}"),
                OURS + ", {\"drop\": null}",
                OURS.replace("\"syn\"}}", "\"ack\"}}"),
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"mark\"}}, \"right\": 1}}, " + OURS);
    }

    @ParameterizedTest
    @MethodSource
    void editedCopies(String edited) {
        assertThat(edited).isNotEqualTo(OURS);
        NftDenial denial = new NftDenial(new Recorded("{\"accept\": null}", ours(edited)));
        assertThat(denial.list()).isEmpty();
        assertThat(denial.mark(MARK.id())).isEmpty();
        assertThat(denial.remnants()).isEmpty();
        assertThat(denial.removal(MARK.id()).commands().toString()).doesNotContain("delete rule");
    }

    @Test
    void itsOwnFormIsFound() {
        NftDenial denial = new NftDenial(new Recorded("{\"accept\": null}", ours(OURS)));
        assertThat(denial.mark(MARK.id())).contains(MARK);
        assertThat(denial.remnants()).isEmpty();
        assertThat(denial.prepare(Marks.deny(FirewallRule.tcp(8080).fromAny()))
                        .commands()
                        .get(0)
                        .standardInput())
                .contains("add rule inet ports4j prerouting iifname != @inside fib daddr type local tcp dport 8080"
                        + " tcp flags & (fin | syn | rst | ack) == syn tcp dport @ports4j_");
    }
}
