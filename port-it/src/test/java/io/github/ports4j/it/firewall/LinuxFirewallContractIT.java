package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.it.contract.ContractRunner;
import io.github.ports4j.testkit.contract.FirewallContract;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract of the firewall, by the library in a JVM in a host, with real packets from outside. */
@Tag("root")
@Tag("laboratory")
class LinuxFirewallContractIT {
    /** Fewer would mean that they were not found. */
    private static final int AT_LEAST = 25;

    private static final Pattern PASSED = Pattern.compile("(\\d+) succeeded, 0 failed, 0 skipped\\R$");

    @Test
    void nftables() {
        try (FirewallHost host = FirewallHost.in(Scenario.NONE)) {
            holds(host, ForeignRules.NFTABLES, NftablesContract.class);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "ports4j.series", matches = "full")
    void iptables() {
        try (FirewallHost host = FirewallHost.withManagers(Scenario.NONE)) {
            host.must("rm", "-f", "/usr/bin/firewall-cmd"); // starts slowly, each time, to say that nothing runs
            holds(host, ForeignRules.IPTABLES_NFT, IptablesContract.class);
        }
    }

    private static void holds(FirewallHost host, ForeignRules rules, Class<? extends FirewallContract> contract) {
        try (Traffic traffic = new Traffic(host, Scenario.NONE.filter())) {
            HostJvm jvm = host.start(ContractRunner.class, contract.getName());
            String said = new SceneServer(host, rules, traffic).serve(jvm);
            Matcher count = PASSED.matcher(said);
            assertThat(jvm.exit()).as(said).isZero();
            assertThat(count.find()).as(said).isTrue();
            assertThat(Integer.parseInt(count.group(1))).as(said).isGreaterThanOrEqualTo(AT_LEAST);
        }
    }
}
