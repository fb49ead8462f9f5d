package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.spi.HostValues;
import io.github.ports4j.testkit.FakeFirewall;
import io.github.ports4j.testkit.FakeProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterCommandTest {
    private final FakePorts ports = new FakePorts();
    private final FakeFirewall filter = ports.host.firewall();

    @Test
    void nothingFilters() {
        CommandRun run = CommandRun.of(ports, "firewall");
        assertThat(run.out).isEqualTo("""
                        nothing filters packets; this process may change it
                        no rule of ours is there
                        """);
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void layersAndRules() {
        filter.dropsTheRest().accepts(FirewallRule.tcp(22).fromAny());
        CommandRun.of(
                ports, "open", "8080/udp", "--from", "any", "--for", "10m", "--label", "shop", "--interface", "eth0");
        filter.accepts(FirewallRule.tcp(80).fromAny());
        ports.firewall.deny(FirewallRule.tcp(80).from("192.0.2.7").from("2001:db8::/32"));
        FirewallEntry first = filter.rules().get(0);
        FirewallEntry second = filter.rules().get(1);
        CommandRun run = CommandRun.of(ports, "firewall", "-v");
        assertThat(run.out).isEqualTo("""
                        packets are filtered by nftables; this process may change it
                          accept 22/tcp from any
                          accept 80/tcp from any
                          drop

                        ID\tACTION\tPORTS\tFROM\tINTERFACE\tUNTIL\tPID\tLABEL
                        %s\topen\t8080/udp\tany\teth0\t2026-01-01T00:10:00Z\t-\tshop
                        %s\tdeny\t80/tcp\t192.0.2.7,2001:db8::/32\t-\t-\t4242\t-

                        %s  %s
                        %s  %s
                        """.formatted(
                        first.id(),
                        second.id(),
                        first.id(),
                        first.rules().get(0),
                        second.id(),
                        second.rules().get(0)));
        assertThat(run.status).isZero();
    }

    @Test
    void whoHasTheFilterAndWhetherItIsInUseAreTwoThings() {
        FailingFirewall ufw = new FailingFirewall(ports.firewall);
        ufw.status = HostValues.firewallStatus(FirewallManager.UFW, false, Optional.empty(), List.of(), List.of());
        ports.firewall = ufw;
        assertThat(CommandRun.of(ports, "firewall").out)
                .startsWith("ufw has the filter, and nothing is seen to be filtered; this process may change it\n");
    }

    @Test
    void asJson() {
        filter.dropsTheRest();
        CommandRun.of(ports, "open", "8080", "--from", "192.0.2.0/24");
        String id = filter.rules().get(0).id();
        CommandRun run = CommandRun.of(ports, "firewall", "--json");
        assertThat(run.json()).isEqualTo(CommandRun.parse("""
                                {"manager":"nftables","enabled":true,"permitted":true,"missing":null,"layers":["drop"],
                                 "notes":[],
                                 "rules":[{"id":"%s","action":"open","manager":"nftables","ports":"8080","protocol":"tcp",
                                   "sources":["192.0.2.0/24"],"interface":null,"label":null,"expires":null,"pid":null,
                                   "rules":["accept 8080/tcp from 192.0.2.0/24 # ports4j:%s:0:0"]}],
                                 "rulesReason":null}
                                """.formatted(id, id)));
        assertThat(run.err).isEmpty();
    }

    @Test
    void whoMayNotLookIsToldSo() {
        filter.dropsTheRest();
        ports.host.asUser("alice");
        CommandRun run = CommandRun.of(ports, "firewall");
        assertThat(run.out).isEqualTo("""
                        who filters packets is not known; this process lacks root to change it
                        note: whether anything filters can't be seen: it takes root
                        """);
        assertThat(run.err).isEqualTo("our rules can't be seen: not permitted: to read the rules; it takes root\n");
        assertThat(run.status).isZero();
        CommandRun json = CommandRun.of(ports, "firewall", "--json");
        assertThat(json.json()).isEqualTo(CommandRun.parse("""
                                {"manager":"unknown","enabled":false,"permitted":false,"missing":"root","layers":[],
                                 "notes":["whether anything filters can\\u0027t be seen: it takes root"],"rules":null,
                                 "rulesReason":"not permitted: to read the rules; it takes root"}
                                """));
        assertThat(json.status).isZero();
    }

    @Test
    void twoManagersAreAStatusToo() {
        FailingFirewall failing = new FailingFirewall(ports.firewall);
        failing.thrown = new UnsupportedFeatureException("ufw and firewalld manage it at once");
        ports.firewall = failing;
        CommandRun run = CommandRun.of(ports, "firewall");
        assertThat(run.err).isEqualTo("our rules can't be seen: ufw and firewalld manage it at once\n");
        assertThat(run.status).isZero();
        assertThat(CommandRun.of(ports, "firewall", "--sweep").status).isEqualTo(4);
    }

    @Test
    void sweeps() {
        filter.dropsTheRest();
        FakeProcess other = ports.host.process("java").start();
        filter.madeBy(other, FirewallAction.OPEN, FirewallRule.tcp(80).from("192.0.2.7"));
        CommandRun.of(ports, "open", "81", "--from", "192.0.2.7", "--for", "1s");
        CommandRun.of(ports, "open", "82", "--from", "192.0.2.7");
        ports.host.clock().advance(Duration.ofSeconds(2));
        String over = filter.rules().get(1).toString();
        String stays = filter.rules().get(2).id();
        CommandRun run = CommandRun.of(ports, "firewall", "--sweep");
        assertThat(run.out)
                .startsWith("swept " + over + "\npackets are filtered by nftables; ")
                .contains("\n" + stays + "\topen\t82/tcp");
        assertThat(run.status).isZero();
        CommandRun json = CommandRun.of(ports, "firewall", "--sweep", "--json");
        assertThat(json.json().getAsJsonObject().get("swept").getAsJsonArray()).isEmpty();
        assertThat(filter.rules()).hasSize(2);
    }

    @Test
    void mayNotSweep() {
        ports.host.asUser("alice");
        CommandRun run = CommandRun.of(ports, "firewall", "--sweep");
        assertThat(run.out).isEmpty();
        assertThat(run.err).isEqualTo("ports firewall: not permitted: to read the rules; it takes root\n");
        assertThat(run.status).isEqualTo(3);
    }

    @Test
    void questions() {
        filter.dropsTheRest().accepts(FirewallRule.tcp(80).from("192.0.2.0/24"));
        CommandRun open = CommandRun.of(ports, "firewall", "--query", "80", "--from", "192.0.2.7");
        assertThat(open.out).isEqualTo("80/tcp from 192.0.2.7 OPEN: accept 80/tcp from 192.0.2.0/24\n");
        assertThat(open.status).isZero();
        CommandRun closed = CommandRun.of(ports, "firewall", "--query", "80/udp", "--from", "192.0.2.7", "--json");
        assertThat(closed.json())
                .isEqualTo(CommandRun.parse("{'port':80,'protocol':'udp','from':'192.0.2.7','kind':'CLOSED',"
                        + "'reason':'the policy drops'}"));
        assertThat(closed.status).isEqualTo(1);
        CommandRun partly = CommandRun.of(ports, "firewall", "--query", "80", "--from", "192.0.0.0/16");
        assertThat(partly.out).startsWith("80/tcp from 192.0.0.0/16 UNKNOWN: ");
        assertThat(partly.status).isEqualTo(1);
        ports.host.asUser("alice");
        assertThat(CommandRun.of(ports, "firewall", "--query", "80", "--from", "192.0.2.7").status)
                .isEqualTo(3);
    }

    @Test
    void whatTheFilterSaysDoesNotReachTheTerminalUnescaped() {
        FailingFirewall failing = new FailingFirewall(ports.firewall);
        failing.thrown = new UnsupportedFeatureException("a chain named \u001b[2J");
        failing.status = HostValues.firewallStatus(
                FirewallManager.NFTABLES,
                true,
                Optional.of("\u001b[3J"),
                List.of("chain \u001b[4J\n"),
                List.of("\u202e\u0007"));
        ports.firewall = failing;
        CommandRun run = CommandRun.onTerminal(ports, "firewall");
        assertThat(run.err).doesNotContain("\u001b[2J").contains("\\u001b[2J");
        assertThat(run.out)
                .doesNotContain("\u001b[3J", "\u001b[4J", "\u202e", "\u0007")
                .contains("\\u001b[3J", "\\u001b[4J\\u000a", "\\u202e\\u0007");
        assertThat(CommandRun.of(ports, "firewall", "--json").out)
                .matches("[\\x20-\\x7e]+\n")
                .contains("chain \\u001b[4J\\n");
    }
}
