package io.github.ports4j.linux.firewall.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.Requests;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.backend.RuleBackendContract;
import io.github.ports4j.linux.firewall.backend.Scripted;
import io.github.ports4j.linux.firewall.ruleset.BaseChain;
import io.github.ports4j.linux.firewall.ruleset.Chain;
import io.github.ports4j.linux.firewall.ruleset.ChainType;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.TableId;
import io.github.ports4j.linux.firewall.ruleset.Unclear;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IptablesRulesTest {
    private static final Set<AddressFamily> BOTH = EnumSet.allOf(AddressFamily.class);

    private static FakeIptables host(Variant variant) {
        FakeIptables host = new FakeIptables(variant);
        host.has(
                "ip",
                "filter",
                "INPUT",
                "-p tcp -m tcp --dport 22 -m comment --comment \"a \\\"b\\\" -j DROP\" -j ACCEPT");
        host.has("ip", "filter", "INPUT", "-s 9.9.9.9/32 -j DROP");
        host.has("ip6", "filter", "INPUT", "-j REJECT --reject-with icmp6-port-unreachable");
        host.has("ip", "mangle", "PREROUTING", "-m comment --comment ports4j:nonsense -j ACCEPT");
        return host;
    }

    private static IptablesPrograms find(CommandRunner programs, Variant variant) {
        return IptablesPrograms.find(programs, variant).orElseThrow();
    }

    private static Ruleset none() {
        return new Ruleset(List.of());
    }

    @Nested
    class OpeningNft extends RuleBackendContract {
        private final FakeIptables host = host(Variant.NFT);

        @Override
        protected RuleBackend backend(CommandRunner programs) {
            return IptablesRules.opening(find(programs, Variant.NFT), BOTH, IptablesRulesTest::none);
        }

        @Override
        protected CommandRunner programs() {
            return host;
        }

        @Override
        protected String state() {
            return host.state();
        }

        @Override
        protected FilterRequest request(FirewallRule rule) {
            return Requests.open(rule);
        }
    }

    @Nested
    class DenialLegacy extends RuleBackendContract {
        private final FakeIptables host = host(Variant.LEGACY);

        @Override
        protected RuleBackend backend(CommandRunner programs) {
            return IptablesRules.denial(find(programs, Variant.LEGACY), IptablesRulesTest::none);
        }

        @Override
        protected CommandRunner programs() {
            return host;
        }

        @Override
        protected String state() {
            return host.state();
        }

        @Override
        protected FilterRequest request(FirewallRule rule) {
            return Requests.deny(rule);
        }
    }

    @Test
    void theCommandsAreWhatAnAdministratorWouldType() {
        FakeIptables host = host(Variant.NFT);
        RuleBackend opening = IptablesRules.opening(find(host, Variant.NFT), BOTH, IptablesRulesTest::none);
        FirewallRule rule = FirewallRule.tcp(8080).from("10.0.0.0/8", "192.168.7.1", "2001:db8::/32");
        assertThat(opening.prepare(Requests.open(rule)).commands().toString())
                .isEqualTo("[/usr/sbin/iptables-nft-restore -w 5 --noflush <<'END'\n*filter\n"
                        + "-I INPUT 1 -s 192.168.7.1/32 ! -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -j ACCEPT\n"
                                .replace("MARK", Requests.MARK.text())
                        + "-I INPUT 1 -s 10.0.0.0/8 ! -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -j ACCEPT\n"
                                .replace("MARK", Requests.MARK.text())
                        + "COMMIT\nEND, "
                        + "/usr/sbin/ip6tables-nft -w 5 -I INPUT 1 -s 2001:db8::/32 '!' -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -j ACCEPT]"
                                .replace("MARK", Requests.MARK.text()));
    }

    @Test
    void aDenialIsForNewConnectionsToThisHost() {
        FakeIptables host = host(Variant.LEGACY);
        IptablesRules.denial(find(host, Variant.LEGACY), IptablesRulesTest::none)
                .prepare(Requests.deny(FirewallRule.udp(53).from("10.0.0.0/8").onInterface("eth0")))
                .apply();
        assertThat(host.state())
                .contains("-s 10.0.0.0/8 -i eth0 -p udp -m udp --dport 53 -m addrtype --dst-type LOCAL"
                        + " -m conntrack ! --ctstate RELATED,ESTABLISHED -m comment --comment \"" + Requests.MARK
                        + "\" -j DROP");
    }

    @Test
    void aFamilyThatIsNotFilteredGetsNoRule() {
        FakeIptables host = host(Variant.NFT);
        RuleBackend opening =
                IptablesRules.opening(find(host, Variant.NFT), Set.of(AddressFamily.IPV4), IptablesRulesTest::none);
        assertThat(opening.prepare(Requests.open(FirewallRule.tcp(1).fromAny())).commands())
                .singleElement()
                .asString()
                .startsWith("/usr/sbin/iptables-nft ");
        assertThat(opening.prepare(Requests.open(FirewallRule.tcp(1).from("::/0")))
                        .obstacle())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "! -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -j DROP",
                "! -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -g elsewhere",
                "! -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -m limit --limit 3/sec -j ACCEPT",
                "-p tcp -m tcp --dport 8080 -m comment --comment MARK -j ACCEPT",
                "-s 10.0.0.5 ! -i lo -p tcp -m tcp --dport 8080 -m comment --comment MARK -j ACCEPT",
                "! -i lo -p tcp -m tcp ! --dport 8080 -m comment --comment MARK -j ACCEPT",
                "! -i lo -p tcp -m tcp --dport 0 -m comment --comment MARK -j ACCEPT",
                "! -i lo -p sctp -m sctp --dport 80 -m comment --comment MARK -j ACCEPT",
                "-m comment --comment \"x --comment MARK\" -j ACCEPT",
                "-m comment --comment MARK"
            })
    void aRuleThatWeDoNotMakeIsNotOursWhateverItsComment(String rule) {
        FakeIptables host = host(Variant.NFT);
        host.has("ip", "filter", "INPUT", rule.replace("MARK", Requests.MARK.text()));
        String before = host.state();
        RuleBackend opening = IptablesRules.opening(find(host, Variant.NFT), BOTH, IptablesRulesTest::none);
        assertThat(opening.list()).isEmpty();
        opening.removal(Requests.ID).apply();
        assertThat(host.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|iptables-save v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)",
                "3|iptables v1.8.9 (legacy): can't initialize iptables table `filter': Permission denied (you must be root)",
                "1|iptables: Operation not permitted."
            })
    void whoMayNotIsTold(int exit, String error) {
        Scripted programs = new Scripted().answer("/usr/sbin/iptables-nft-save", exit, "", error);
        RuleBackend opening = IptablesRules.opening(find(programs, Variant.NFT), BOTH, IptablesRulesTest::none);
        assertThatThrownBy(opening::list)
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("CAP_NET_ADMIN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*filter\n:INPUT DROP [0:0]\n", "nonsense\n", "*filter\n-A NOSUCH -j DROP\nCOMMIT\n"})
    void outputThatIsNotUnderstoodIsNotTakenForNoRules(String out) {
        Scripted programs = new Scripted().answer("/usr/sbin/iptables-nft-save", 0, out, "");
        RuleBackend opening = IptablesRules.opening(find(programs, Variant.NFT), BOTH, IptablesRulesTest::none);
        assertThatThrownBy(opening::list).isInstanceOf(FirewallException.class);
    }

    @Test
    void programsOfPlainNameAreOfTheVariantThatTheySay() {
        Scripted nft = new Scripted()
                .answer("/usr/sbin/iptables -V", 0, "iptables v1.8.9 (nf_tables)\n", "")
                .answer("/usr/sbin/iptables-save", 0, "", "");
        assertThat(IptablesPrograms.find(nft, Variant.NFT)).isPresent();
        assertThat(IptablesPrograms.find(nft, Variant.LEGACY)).isEmpty();
        Scripted old = new Scripted()
                .answer("/sbin/iptables -V", 0, "iptables v1.4.21\n", "")
                .answer("/sbin/iptables-save", 0, "", "");
        assertThat(IptablesPrograms.find(old, Variant.NFT)).isEmpty();
        assertThat(IptablesPrograms.find(old, Variant.LEGACY)).isPresent();
    }

    /** What nft tells of a rule that iptables-nft has made, with a comment or without. */
    private static Ruleset ofNft(boolean commented) {
        Rule rule = Rule.of("", new Unclear("xt " + (commented ? "comment" : "limit")), new Verdict.Accept());
        BaseChain input = BaseChain.of(Hook.INPUT, ChainType.FILTER, 0, false);
        Chain chain = new Chain("INPUT", Optional.of(input), List.of(rule));
        return new Ruleset(List.of(new Table(new TableId(TableFamily.IP, "filter"), false, true, List.of(chain))));
    }

    @Test
    void aNativeRuleInAnotherChainHidesNoneOfOurs() {
        FakeIptables host = host(Variant.NFT);
        String before = host.state();
        RuleBackend opening = IptablesRules.opening(find(host, Variant.NFT), BOTH, () -> ofNft(true));
        opening.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        host.hasNative("ip", "filter", "mine");
        assertThat(opening.list()).hasSize(1);
        opening.removal(Requests.ID).apply();
        assertThat(host.state()).isEqualTo(before);
    }

    @Test
    void whatANativeRuleInItsChainHidesIsNotCalledGone() {
        FakeIptables host = host(Variant.NFT);
        RuleBackend opening = IptablesRules.opening(find(host, Variant.NFT), BOTH, () -> ofNft(true));
        opening.prepare(Requests.open(FirewallRule.tcp(8080).fromAny())).apply();
        FilterChange removal = opening.removal(Requests.ID);
        String before = host.state();
        host.hasNative("ip", "filter", "INPUT");
        List<Runnable> looks = List.of(
                opening::list, () -> opening.mark(Requests.ID), () -> opening.removal(Requests.ID), removal::apply);
        for (Runnable look : looks) {
            assertThatThrownBy(look::run)
                    .isInstanceOf(FirewallException.class)
                    .hasMessageContaining("ip filter INPUT")
                    .hasMessageContaining("nft's own");
        }
        assertThat(host.state()).isEqualTo(before);
    }

    @Test
    void whereNoRuleHasACommentNoneIsOurs() {
        FakeIptables host = host(Variant.NFT);
        host.hasNative("ip", "filter", "INPUT");
        RuleBackend opening = IptablesRules.opening(find(host, Variant.NFT), BOTH, () -> ofNft(false));
        assertThat(opening.list()).isEmpty();
        opening.removal(Requests.ID).apply();
    }

    @Test
    void noRuleIsMadeWhereItWouldNotBeFoundAgain() {
        FakeIptables host = host(Variant.NFT);
        String before = host.state();
        RuleBackend opening = IptablesRules.opening(find(host, Variant.NFT), BOTH, () -> ofNft(false));
        FilterChange change =
                opening.prepare(Requests.open(FirewallRule.tcp(8080).fromAny()));
        host.hasNative("ip", "filter", "INPUT");
        assertThatThrownBy(change::apply).isInstanceOf(FirewallException.class).hasMessageContaining("found again");
        assertThat(opening.prepare(Requests.open(FirewallRule.tcp(8080).fromAny()))
                        .obstacle())
                .hasValueSatisfying(obstacle -> {
                    assertThat(obstacle.effect()).isEqualTo(FirewallEffect.BLOCKED);
                    assertThat(obstacle.reason()).contains("ip filter INPUT");
                });
        assertThat(opening.prepare(Requests.open(FirewallRule.tcp(8080).from("::/0")))
                        .obstacle())
                .isEmpty();
        assertThat(host.state()).isEqualTo(before);
    }

    /** Fails at each change so often, and then works. */
    private static CommandRunner failing(CommandRunner host, int times, CommandResult failure) {
        int[] left = {times};
        return new CommandRunner() {
            @Override
            public CommandResult run(FirewallCommand command) {
                return command.argv().contains("-D") && left[0]-- > 0 ? failure : host.run(command);
            }

            @Override
            public boolean isThere(String path) {
                return host.isThere(path);
            }
        };
    }

    private static RuleBackend patient(CommandRunner programs, Duration patience) {
        return new IptablesRules(find(programs, Variant.NFT), Place.OPENING, BOTH, IptablesRulesTest::none, patience);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|Another app is currently holding the xtables lock. Stopped waiting after 5s.",
                "4|iptables: Resource temporarily unavailable.",
                "1|iptables: Bad rule (does a matching rule exist in that chain?).",
                "1|iptables-restore: line 2 failed"
            })
    void whatFailsByOthersIsTriedAgain(int exit, String error) {
        FakeIptables host = host(Variant.NFT);
        String before = host.state();
        patient(host, Duration.ofHours(1))
                .prepare(Requests.open(FirewallRule.tcp(1).from("10.0.0.0/8")))
                .apply();
        CommandRunner busy = failing(host, 20, new CommandResult(exit, "", error + "\n"));
        patient(busy, Duration.ofHours(1)).removal(Requests.ID).apply();
        assertThat(host.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|iptables v1.8.9 (nf_tables): unknown option",
                "3|iptables v1.8.9 (nf_tables): Parsing nftables rule failed",
                "1|iptables: No chain/target/match by that name."
            })
    void whatFailsOtherwiseIsNotTriedAgain(int exit, String error) {
        FakeIptables host = host(Variant.NFT);
        patient(host, Duration.ofHours(1))
                .prepare(Requests.open(FirewallRule.tcp(1).from("10.0.0.0/8")))
                .apply();
        CommandRunner broken = failing(host, 1, new CommandResult(exit, "", error + "\n"));
        FilterChange removal = patient(broken, Duration.ofHours(1)).removal(Requests.ID);
        assertThatThrownBy(removal::apply).isInstanceOf(FirewallException.class).hasMessageContaining(error);
    }

    @Test
    void patienceWithOthersEnds() {
        FakeIptables host = host(Variant.NFT);
        patient(host, Duration.ZERO)
                .prepare(Requests.open(FirewallRule.tcp(1).from("10.0.0.0/8")))
                .apply();
        CommandRunner busy = failing(host, Integer.MAX_VALUE, new CommandResult(4, "", "holding the xtables lock\n"));
        FilterChange removal = patient(busy, Duration.ofMillis(1)).removal(Requests.ID);
        assertThatThrownBy(removal::apply).isInstanceOf(FirewallException.class).hasMessageContaining("lock");
    }
}
