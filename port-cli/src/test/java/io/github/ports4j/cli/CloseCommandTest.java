package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.PortRange;
import io.github.ports4j.testkit.FakeFirewall;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseCommandTest {
    private final FakePorts ports = new FakePorts();
    private final FakeFirewall filter = ports.host.firewall().dropsTheRest();

    @BeforeEach
    void open() {
        Firewall firewall = ports.firewall;
        firewall.open(FirewallRule.tcp(8080).from("192.0.2.7").labelled("shop"));
        firewall.deny(FirewallRule.tcp(8080).from("192.0.2.8")); // by the policy already: no rule
        firewall.open(FirewallRule.udp(8080).from("192.0.2.7").labelled("shop"));
        firewall.open(FirewallRule.tcp(PortRange.of(8000, 8100)).from("192.0.2.9"));
        firewall.open(FirewallRule.tcp(90).from("192.0.2.9"));
        assertThat(filter.rules()).hasSize(4);
    }

    private FirewallEntry rule(int index) {
        return filter.rules().get(index);
    }

    @Test
    void rulesForJustThisPort() {
        String gone = rule(0).toString();
        String wider = rule(2).id();
        CommandRun run = CommandRun.of(ports, "close", "8080");
        assertThat(run.out)
                .isEqualTo("closed " + gone + "\nstill there: " + rule(1) + "; 'ports close --id " + wider
                        + "' closes it\n");
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(filter.rules()).hasSize(3);
    }

    @Test
    void ofBothActions() {
        filter.accepts(FirewallRule.tcp(91).fromAny());
        ports.firewall.deny(FirewallRule.tcp(91).from("192.0.2.7"));
        assertThat(CommandRun.of(ports, "close", "91").out)
                .startsWith("closed ")
                .contains(" deny 91/tcp ");
    }

    @Test
    void nothingIsThere() {
        CommandRun run = CommandRun.of(ports, "close", "9000", "9001/udp");
        assertThat(run.out).isEqualTo("""
                        nothing to close: no rule of ours is there for 9000/tcp
                        nothing to close: no rule of ours is there for 9001/udp
                        """);
        assertThat(run.status).isZero();
        CommandRun json = CommandRun.of(ports, "close", "9000", "--json");
        assertThat(json.json()).isEqualTo(CommandRun.parse("{'closed':0,'rules':[],'remaining':[]}"));
        assertThat(json.status).isZero();
    }

    @Test
    void onlyAWiderRuleIsThere() {
        CommandRun run = CommandRun.of(ports, "close", "8050", "8090-8200");
        assertThat(run.out)
                .isEqualTo("nothing to close: no rule of ours is there for 8050/tcp\n"
                        + "nothing to close: no rule of ours is there for 8090-8200/tcp\nstill there: " + rule(2)
                        + "; 'ports close --id " + rule(2).id() + "' closes it\n");
        assertThat(run.status).isEqualTo(1);
        assertThat(filter.rules()).hasSize(4);
    }

    @Test
    void aWiderRuleThatIsNamedTooIsClosed() {
        CommandRun run = CommandRun.of(ports, "close", "8050", "8080", "8000-8100");
        assertThat(run.out).startsWith("nothing to close: no rule of ours is there for 8050/tcp\nclosed ");
        assertThat(run.out).doesNotContain("still there");
        assertThat(run.status).isZero();
        assertThat(filter.rules()).hasSize(2);
    }

    @Test
    void asJson() {
        FirewallEntry gone = rule(0);
        FirewallEntry wider = rule(2);
        CommandRun run = CommandRun.of(ports, "close", "8080", "--json");
        long pid = ports.host.thisJvm().pid();
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                {"closed":1,
                                 "rules":[{"id":"%s","action":"open","manager":"nftables","ports":"8080","protocol":"tcp",
                                   "sources":["192.0.2.7"],"interface":null,"label":"shop","expires":null,"pid":%d,
                                   "rules":["%s"]}],
                                 "remaining":[{"id":"%s","action":"open","manager":"nftables","ports":"8000-8100",
                                   "protocol":"tcp","sources":["192.0.2.9"],"interface":null,"label":null,
                                   "expires":null,"pid":%d,"rules":["%s"]}]}
                                """.formatted(
                        gone.id(),
                        pid,
                        gone.rules().get(0),
                        wider.id(),
                        pid,
                        wider.rules().get(0))));
        assertThat(run.status).isZero();
    }

    @Test
    void byLabelIdAndAll() {
        CommandRun label = CommandRun.of(ports, "close", "--label", "shop", "--json");
        assertThat(label.json().getAsJsonObject().get("closed").getAsInt()).isEqualTo(2);
        assertThat(CommandRun.of(ports, "close", "--label", "shop").out)
                .isEqualTo("nothing to close: no rule of ours is there labelled shop\n");
        String first = rule(0).id();
        CommandRun ids = CommandRun.of(ports, "close", "--id", first, "00000000");
        assertThat(ids.out)
                .startsWith("closed " + first)
                .endsWith("nothing to close: no rule of ours is there with id 00000000\n");
        assertThat(ids.status).isZero();
        CommandRun all = CommandRun.of(ports, "close", "--all", "--json");
        assertThat(all.json().getAsJsonObject().get("closed").getAsInt()).isEqualTo(1);
        assertThat(filter.rules()).isEmpty();
        assertThat(CommandRun.of(ports, "close", "--all").out)
                .isEqualTo("nothing to close: no rule of ours is there at all\n");
    }

    @Test
    void othersRulesStay() {
        List<String> foreign = filter.foreignRules();
        CommandRun.of(ports, "close", "--all");
        assertThat(filter.foreignRules()).isEqualTo(foreign);
    }

    @Test
    void notPermitted() {
        ports.host.asUser("alice");
        CommandRun run = CommandRun.of(ports, "close", "8080", "--json");
        assertThat(run.json())
                .isEqualTo(CommandRun.parse("{'error':{'type':'NotPermittedException','message':'not permitted: to read"
                        + " the rules; it takes root','hint':null}}"));
        assertThat(run.status).isEqualTo(3);
    }

    @Test
    void whatCanNotBeClosedRemainsAndTheOthersAreClosed() {
        FailingFirewall failing = new FailingFirewall(ports.firewall);
        failing.failing = 90;
        failing.thrown = new FirewallException(List.of("/sbin/nft"), 1, "no", "the rule is still there");
        ports.firewall = failing;
        CommandRun run = CommandRun.of(ports, "close", "8080", "90", "8080/udp", "--json");
        assertThat(run.json().getAsJsonObject().get("closed").getAsInt()).isEqualTo(2);
        assertThat(run.json().getAsJsonObject().get("remaining").getAsJsonArray())
                .extracting(entry -> entry.getAsJsonObject().get("ports").getAsString())
                .containsExactly("90", "8000-8100");
        assertThat(run.json().getAsJsonObject().get("error"))
                .isEqualTo(CommandRun.parse("{'type':'FirewallException','message':'/sbin/nft (exit 1): no; the rule is"
                        + " still there','hint':null}"));
        assertThat(run.status).isEqualTo(70);
        assertThat(filter.rules()).hasSize(2);
    }
}
