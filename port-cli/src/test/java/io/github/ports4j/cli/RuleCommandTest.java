package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.TransportPort;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.testkit.FakeFirewall;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RuleCommandTest {
    private final FakePorts ports = new FakePorts();
    private final FakeFirewall filter = ports.host.firewall();

    /** What was printed, with {@code ID} for the id of the only rule of ours. */
    private String withoutId(String text) {
        return text.replace(filter.rules().get(0).id(), "ID");
    }

    @Test
    void opens() {
        filter.dropsTheRest();
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.168.1.0/24", "--for", "10m");
        assertThat(withoutId(run.out)).isEqualTo("""
                        8080/tcp OPENED: accept 8080/tcp from 192.168.1.0/24 for 10m
                          rule ID of nftables: 8080/tcp from 192.168.1.0/24 for 10m, until 2026-01-01T00:10:00Z
                        """);
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(filter.letsIn(TransportPort.tcp(8080), "192.168.1.7")).isTrue();
        assertThat(filter.letsIn(TransportPort.tcp(8080), "192.168.2.7")).isFalse();
    }

    @Test
    void opensAsJson() {
        filter.dropsTheRest();
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.168.1.0/24", "--for", "10m", "--json");
        String id = filter.rules().get(0).id();
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                {"ports":"8080","protocol":"tcp","effect":"OPENED","manager":"nftables","id":"%s",
                                 "rules":["accept 8080/tcp from 192.168.1.0/24 for 10m # ports4j:%s:%s:0"],
                                 "expires":"2026-01-01T00:10:00Z",
                                 "reason":"accept 8080/tcp from 192.168.1.0/24 for 10m"}
                                """.formatted(id, id, Long.toString(1767226200L, 36))));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void theRuleOutlivesTheCommand() {
        filter.dropsTheRest();
        CommandRun.of(ports, "open", "8080", "--from", "any");
        FirewallEntry rule = filter.rules().get(0);
        assertThat(rule.process()).isEqualTo(OptionalLong.empty());
        assertThat(rule.expires()).isEmpty();
        assertThat(CommandRun.of(ports, "firewall", "--sweep").out).startsWith("nothing to sweep\n");
        assertThat(filter.rules()).hasSize(1);
    }

    @Test
    void itStaysUntilItIsClosed() {
        filter.dropsTheRest();
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "10.0.0.0/8", "-v");
        assertThat(withoutId(run.out)).isEqualTo("""
                        8080/tcp OPENED: accept 8080/tcp from 10.0.0.0/8
                          rule ID of nftables: 8080/tcp from 10.0.0.0/8, until 'ports close --id ID'
                            accept 8080/tcp from 10.0.0.0/8 # ports4j:ID:0:0
                        """);
    }

    @Test
    void everyOptionIsARefinementOfTheRule() {
        filter.dropsTheRest();
        CommandRun run = CommandRun.of(
                ports,
                "open",
                "8000-8100/udp",
                "--from",
                "10.0.0.0/8",
                "--from",
                "2001:db8::/32,192.0.2.7",
                "--interface",
                "eth0",
                "--label",
                "shop",
                "--into-blocking-chain",
                "--for",
                "90s");
        assertThat(withoutId(run.out))
                .endsWith("  rule ID of nftables: 8000-8100/udp from 10.0.0.0/8, 2001:db8::/32, 192.0.2.7 on eth0 for"
                        + " 90s (shop), until 2026-01-01T00:01:30Z\n");
        FirewallEntry rule = filter.rules().get(0);
        assertThat(rule)
                .asString()
                .isEqualTo(rule.id() + " open 8000-8100/udp from 10.0.0.0/8, 2001:db8::/32, 192.0.2.7 on eth0 by"
                        + " nftables until 2026-01-01T00:01:30Z (shop)");
    }

    @Test
    void onATerminalTheEffectIsColoured() {
        filter.dropsTheRest();
        assertThat(CommandRun.onTerminal(ports, "open", "8080", "--from", "any").out)
                .startsWith("\u001b[1m8080/tcp\u001b[0m \u001b[32mOPENED\u001b[0m: ");
    }

    @Test
    void denies() {
        CommandRun run = CommandRun.of(ports, "deny", "5432", "--from", "any", "--json");
        String id = filter.rules().get(0).id();
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                {"ports":"5432","protocol":"tcp","effect":"DENIED","manager":"none","id":"%s",
                                 "rules":["drop 5432/tcp from any # ports4j:%s:0:0"],
                                 "expires":null,"reason":"from 0.0.0.0/0: drop 5432/tcp from any"}
                                """.formatted(id, id)));
        assertThat(run.status).isZero();
        assertThat(filter.letsIn(TransportPort.tcp(5432), "192.0.2.7")).isFalse();
        assertThat(filter.rules().get(0).process()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whereNothingFilters() {
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                {"ports":"8080","protocol":"tcp","effect":"NOT_FILTERED","manager":"none","id":null,
                                 "rules":[],"expires":null,"reason":"nothing filters here"}
                                """));
        assertThat(run.status).isZero();
    }

    @Test
    void whatHoldsAlready() {
        filter.dropsTheRest().accepts(FirewallRule.tcp(80).fromAny());
        CommandRun open = CommandRun.of(ports, "open", "80", "--from", "192.0.2.7");
        assertThat(open.out).isEqualTo("""
                        80/tcp ALREADY_OPEN: accept 80/tcp from any
                          nftables: nothing was changed
                        """);
        assertThat(open.status).isZero();
        CommandRun deny = CommandRun.of(ports, "deny", "81", "--from", "192.0.2.7");
        assertThat(deny.out).isEqualTo("""
                        81/tcp ALREADY_DENIED: the policy drops
                          nftables: nothing was changed
                        """);
        assertThat(deny.status).isZero();
        assertThat(filter.rules()).isEmpty();
    }

    @Test
    void whatSomethingElseKeepsClosed() {
        filter.dropsTheRest().denies(FirewallRule.tcp(8080).fromAny());
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7");
        assertThat(run.out).isEqualTo("""
                        8080/tcp BLOCKED: finally drop 8080/tcp from any: no rule of ours comes before it
                          nftables: nothing was changed
                        """);
        assertThat(run.status).isEqualTo(1);
        assertThat(filter.rules()).isEmpty();
    }

    @Test
    void whatCantBeShown() {
        filter.isObscure();
        for (String command : List.of("open", "deny")) {
            CommandRun run = CommandRun.of(ports, command, "8080", "--from", "192.0.2.7", "--json");
            assertThat(run.json().getAsJsonObject().get("effect").getAsString()).isEqualTo("INERT");
            assertThat(run.status).isEqualTo(1);
        }
        assertThat(filter.rules()).hasSize(2);
    }

    @Test
    void severalPortsAreAnArrayInTheirOrder() {
        filter.dropsTheRest()
                .accepts(FirewallRule.tcp(80).fromAny())
                .denies(FirewallRule.udp(53).fromAny());
        CommandRun run =
                CommandRun.of(ports, "open", "80", "53/udp", "8000-8100", "80", "--from", "192.0.2.7", "--json");
        String id = filter.rules().get(0).id();
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"ports":"80","protocol":"tcp","effect":"ALREADY_OPEN","manager":"nftables","id":null,
                                  "rules":[],"expires":null,"reason":"accept 80/tcp from any"},
                                 {"ports":"53","protocol":"udp","effect":"BLOCKED","manager":"nftables","id":null,
                                  "rules":[],"expires":null,
                                  "reason":"finally drop 53/udp from any: no rule of ours comes before it"},
                                 {"ports":"8000-8100","protocol":"tcp","effect":"OPENED","manager":"nftables",
                                  "id":"%s","rules":["accept 8000-8100/tcp from 192.0.2.7 # ports4j:%s:0:0"],
                                  "expires":null,"reason":"accept 8000-8100/tcp from 192.0.2.7"}]
                                """.formatted(id, id)));
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void whatWasDoneStaysAndIsToldIfTheNextFails() {
        filter.dropsTheRest();
        FailingFirewall failing = new FailingFirewall(ports.firewall);
        failing.failing = 81;
        failing.thrown =
                new FirewallException(List.of("/sbin/nft", "-f", "-"), 1, "no\u001b[2J", "nothing was changed");
        ports.firewall = failing;
        CommandRun run = CommandRun.of(ports, "open", "80", "81", "82", "--from", "10.0.0.0/8", "--json");
        String message = "/sbin/nft -f - (exit 1): no\\\\u001b[2J; nothing was changed";
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"ports":"80","protocol":"tcp","effect":"OPENED","manager":"nftables","id":"%1$s",
                                  "rules":["accept 80/tcp from 10.0.0.0/8 # ports4j:%1$s:0:0"],"expires":null,
                                  "reason":"accept 80/tcp from 10.0.0.0/8"},
                                 {"ports":"81","protocol":"tcp",
                                  "error":{"type":"FirewallException","message":"%3$s","hint":null}},
                                 {"ports":"82","protocol":"tcp","effect":"OPENED","manager":"nftables","id":"%2$s",
                                  "rules":["accept 82/tcp from 10.0.0.0/8 # ports4j:%2$s:0:0"],"expires":null,
                                  "reason":"accept 82/tcp from 10.0.0.0/8"}]
                                """.formatted(
                        filter.rules().get(0).id(), filter.rules().get(1).id(), message)));
        assertThat(run.err).isEqualTo("""
                        ports open: /sbin/nft -f - (exit 1): no\\u001b[2J; nothing was changed
                        --verbose shows where it happened
                        """);
        assertThat(run.status).isEqualTo(70);
    }

    @Test
    void oneFailureAlone() {
        FailingFirewall failing = new FailingFirewall(ports.firewall);
        failing.thrown = new UnsupportedFeatureException("two manage the filter: ufw, firewalld");
        ports.firewall = failing;
        CommandRun run = CommandRun.of(ports, "open", "80", "--from", "any", "--json");
        assertThat(run.json())
                .isEqualTo(
                        CommandRun.parse("{'ports':'80','protocol':'tcp','error':{'type':'UnsupportedFeatureException',"
                                + "'message':'two manage the filter: ufw, firewalld','hint':null}}"));
        assertThat(run.err).isEqualTo("ports open: two manage the filter: ufw, firewalld\n");
        assertThat(run.status).isEqualTo(4);
        failing.thrown = new IllegalArgumentException("ufw has no rule for an interface of 15 letters");
        CommandRun usage = CommandRun.of(ports, "deny", "80", "--from", "any");
        assertThat(usage.err).isEqualTo("ports deny: ufw has no rule for an interface of 15 letters\n");
        assertThat(usage.status).isEqualTo(2);
        failing.thrown = new IllegalStateException("oh");
        assertThat(CommandRun.of(ports, "deny", "80", "--from", "any").status).isEqualTo(70);
    }

    @Test
    void whoMayNotIsToldWhatAnAdministratorWouldRun() {
        filter.dropsTheRest();
        ports.host.asUser("alice");
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7");
        assertThat(run.out).isEmpty();
        assertThat(run.err.replaceAll("ports4j:[0-9a-f]{8}", "ports4j:ID")).isEqualTo("""
                        ports open: not permitted: to read the rules; it takes root
                        run as root:
                        /sbin/fakefilter add 'accept 8080/tcp from 192.0.2.7' ports4j:ID:0:0
                        """);
        assertThat(run.err).doesNotContain("sudo");
        assertThat(run.status).isEqualTo(3);
        CommandRun json = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7", "--json");
        assertThat(JsonParser.parseString(json.out.replaceAll("ports4j:[0-9a-f]{8}", "ports4j:ID")))
                .isEqualTo(CommandRun.parse("""
                                {"ports":"8080","protocol":"tcp","error":{"type":"NotPermittedException",
                                 "message":"not permitted: to read the rules; it takes root",
                                 "hint":"run as root:\\n/sbin/fakefilter add \\u0027accept 8080/tcp from 192.0.2.7\\u0027 ports4j:ID:0:0"}}
                                """));
        assertThat(json.status).isEqualTo(3);
        assertThat(filter.rules()).isEmpty();
    }

    @Test
    void noAdviceWhereThereIsNoPlan() {
        FailingFirewall failing = new FailingFirewall(ports.firewall);
        failing.thrown = new NotPermittedException("to run nft", "install nftables");
        failing.thrownByPlan = new FirewallException(List.of("nft"), 1, "", "it can't be told");
        ports.firewall = failing;
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7", "-v");
        assertThat(run.err).isEqualTo("""
                        ports open: not permitted: to run nft; install nftables
                          also: io.github.ports4j.FirewallException: nft (exit 1); it can't be told
                        """);
        assertThat(run.status).isEqualTo(3);
    }

    @Test
    void aDryRunChangesNothing() {
        filter.dropsTheRest();
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7", "--dry-run");
        assertThat(run.out.replaceAll("ports4j:[0-9a-f]{8}", "ports4j:ID")).isEqualTo("""
                        8080/tcp OPENED: the policy drops
                          nftables; an administrator would run:
                        /sbin/fakefilter add 'accept 8080/tcp from 192.0.2.7' ports4j:ID:0:0
                        """);
        assertThat(run.err).isEqualTo("a dry run: nothing was changed\n");
        assertThat(run.status).isZero();
        assertThat(filter.rules()).isEmpty();
    }

    @Test
    void aDryRunAsJson() {
        CommandRun run = CommandRun.of(ports, "deny", "8080", "--from", "192.0.2.7", "--dry-run", "--json");
        assertThat(CommandRun.parse(run.out.replaceAll("ports4j:[0-9a-f]{8}", "ports4j:ID")))
                .isEqualTo(CommandRun.parse("""
                                {"ports":"8080","protocol":"tcp","effect":"DENIED","manager":"none","id":null,"rules":[],
                                 "expires":null,"reason":"nothing filters here","dryRun":true,"permitted":true,
                                 "commands":[{"argv":["/sbin/fakefilter","add","drop 8080/tcp from 192.0.2.7",
                                                      "ports4j:ID:0:0"],"standardInput":""}]}
                                """));
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void aDryRunOfWhatNeedsOrHelpsNothing() {
        filter.dropsTheRest()
                .accepts(FirewallRule.tcp(80).fromAny())
                .denies(FirewallRule.tcp(81).fromAny());
        CommandRun open = CommandRun.of(ports, "open", "80", "--from", "192.0.2.7", "--dry-run");
        assertThat(open.out).isEqualTo("""
                        80/tcp ALREADY_OPEN: accept 80/tcp from any
                          nftables: nothing would be changed
                        """);
        assertThat(open.status).isZero();
        CommandRun blocked = CommandRun.of(ports, "open", "81", "--from", "192.0.2.7", "--dry-run");
        assertThat(blocked.out).startsWith("81/tcp BLOCKED: finally drop 81/tcp from any");
        assertThat(blocked.status).isEqualTo(1);
        filter.isObscure();
        CommandRun unknown = CommandRun.of(ports, "open", "82", "--from", "192.0.2.7", "--dry-run");
        assertThat(unknown.out).startsWith("82/tcp UNKNOWN: there is a rule that nobody understands\n");
        assertThat(unknown.status).isEqualTo(1);
    }

    @Test
    void aDryRunNeedsNoPrivilegeAndEndsAsItWouldWithoutOne() {
        filter.dropsTheRest();
        ports.host.asUser("alice");
        CommandRun run = CommandRun.of(ports, "open", "8080", "--from", "192.0.2.7", "--dry-run");
        assertThat(run.out.replaceAll("ports4j:[0-9a-f]{8}", "ports4j:ID")).isEqualTo("""
                        8080/tcp UNKNOWN: what the rules say now can't be seen: not permitted: to read the rules; it takes root
                          unknown; this process lacks root; an administrator would run:
                        /sbin/fakefilter add 'accept 8080/tcp from 192.0.2.7' ports4j:ID:0:0
                        """);
        assertThat(run.err).isEqualTo("a dry run: nothing was changed\n");
        assertThat(run.status).isEqualTo(3);
        CommandRun json = CommandRun.of(ports, "deny", "8080", "8081", "--from", "any", "--dry-run", "--json");
        assertThat(json.json().getAsJsonArray()).hasSize(2).allSatisfy(element -> {
            assertThat(element.getAsJsonObject().get("effect").isJsonNull()).isTrue();
            assertThat(element.getAsJsonObject().get("permitted").getAsBoolean())
                    .isFalse();
        });
        assertThat(json.status).isEqualTo(3);
    }

    @Test
    void anInterruptEndsItBetweenTwoRules() {
        Thread.currentThread().interrupt();
        CommandRun run = CommandRun.of(ports, "deny", "80", "81", "--from", "any", "--json");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                [{"ports":"80","protocol":"tcp","error":{"type":"PortInterruptedException",
                                  "message":"interrupted in changing the filter; nothing was done for 80/tcp",
                                  "hint":null}}]
                                """));
        assertThat(run.status).isEqualTo(130);
        assertThat(filter.rules()).isEmpty();
    }

    @Test
    void hostileArgumentsDoNotReachTheTerminal() {
        for (String option : List.of("--from", "--label", "--interface", "--for")) {
            CommandRun run = CommandRun.withoutPorts("open", "80", "--from", "any", option, "\u001b]0;x\u0007\u202e");
            assertThat(run.err).doesNotContain("\u001b", "\u0007", "\u202e").contains("\\u001b]0;x\\u0007\\u202e");
            assertThat(run.status).isEqualTo(2);
        }
    }
}
