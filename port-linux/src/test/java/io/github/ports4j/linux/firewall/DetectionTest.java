package io.github.ports4j.linux.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallManager;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.linux.firewall.backend.Requests;
import io.github.ports4j.linux.firewall.firewalld.Firewalld;
import io.github.ports4j.linux.firewall.ruleset.Hook;
import io.github.ports4j.linux.firewall.ruleset.Rule;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.linux.firewall.ruleset.Table;
import io.github.ports4j.linux.firewall.ruleset.TableFamily;
import io.github.ports4j.linux.firewall.ruleset.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionTest {
    private static final Privilege ALL = new Privilege(true, true, true);
    private static final Privilege NONE = new Privilege(false, false, false);

    private static Survey seen(Firewalld firewalld, boolean ufw, Ruleset ruleset) {
        return new Detection(new Installed(firewalld, false, ufw, false), ALL, address -> address.isLoopbackAddress())
                .seen(ruleset);
    }

    private static Survey seen(Table... tables) {
        return seen(Firewalld.ABSENT, false, Hosts.of(tables));
    }

    static Stream<Arguments> hosts() {
        Firewalld no = Firewalld.ABSENT;
        Firewalld yes = Firewalld.RUNNING;
        return Stream.of(
                Arguments.of(FirewallManager.NONE, no, false, Hosts.of()),
                Arguments.of(
                        FirewallManager.NONE,
                        no,
                        false,
                        Hosts.of(Hosts.iptables(false), Hosts.legacy(false), Hosts.nft(false))),
                Arguments.of(FirewallManager.NONE, no, true, Hosts.of()),
                Arguments.of(FirewallManager.NONE, no, false, Hosts.of(Hosts.dockerRaw())),
                Arguments.of(FirewallManager.NONE, no, false, Hosts.published(true)),
                Arguments.of(FirewallManager.IPTABLES, no, false, Hosts.of(Hosts.iptables(true))),
                Arguments.of(FirewallManager.IPTABLES, no, false, Hosts.of(Hosts.iptables(false, Hosts.DROP))),
                Arguments.of(FirewallManager.IPTABLES, no, false, Hosts.of(Hosts.iptables(true), Hosts.legacy(false))),
                Arguments.of(FirewallManager.IPTABLES, no, true, Hosts.of(Hosts.iptables(true))),
                Arguments.of(FirewallManager.IPTABLES, no, false, Hosts.of(Hosts.ufw())),
                Arguments.of(
                        FirewallManager.IPTABLES_LEGACY,
                        no,
                        false,
                        Hosts.of(Hosts.legacy(true), Hosts.iptables(false))),
                Arguments.of(FirewallManager.NFTABLES, no, false, Hosts.of(Hosts.nft(true), Hosts.dockerRaw())),
                Arguments.of(FirewallManager.UFW, no, true, Hosts.of(Hosts.ufw())),
                Arguments.of(FirewallManager.UFW, no, true, Hosts.of(Hosts.ufw(), Hosts.dockerRaw(), Hosts.nft(true))),
                Arguments.of(FirewallManager.FIREWALLD, yes, false, Hosts.of(Hosts.firewalld(), Hosts.iptables(false))),
                Arguments.of(FirewallManager.FIREWALLD, no, false, Hosts.of(Hosts.firewalld())),
                Arguments.of(FirewallManager.FIREWALLD, yes, true, Hosts.of(Hosts.firewalld())),
                Arguments.of(FirewallManager.UNKNOWN, yes, true, Hosts.of(Hosts.firewalld(), Hosts.ufw())),
                Arguments.of(FirewallManager.UNKNOWN, no, true, Hosts.of(Hosts.ufw(), Hosts.legacy(true))),
                Arguments.of(FirewallManager.UNKNOWN, no, false, Hosts.of(Hosts.iptables(true), Hosts.legacy(true))),
                Arguments.of(FirewallManager.UNKNOWN, no, false, Hosts.of(Hosts.iptables(true), Hosts.nft(true))),
                Arguments.of(FirewallManager.UNKNOWN, no, false, Hosts.of(Hosts.legacy(true), Hosts.nft(true))));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void whoManagesIsWhoKeepsPacketsOut(FirewallManager manager, Firewalld firewalld, boolean ufw, Ruleset ruleset) {
        Survey survey = seen(firewalld, ufw, ruleset);
        assertThat(survey.manager()).isEqualTo(manager);
        assertThat(survey.rivals().isEmpty()).isEqualTo(manager != FirewallManager.UNKNOWN);
        assertThat(survey.missing()).isEmpty();
    }

    @Test
    void layersAreInTheOrderInWhichPacketsMeetThem() {
        Table raw =
                Hosts.table(TableFamily.IP, "raw", Hosts.chain("PREROUTING", Hook.PREROUTING, -300, false, Hosts.DROP));
        assertThat(seen(Firewalld.ABSENT, true, Hosts.of(Hosts.ufw(), Hosts.nft(true), raw))
                        .layers())
                .containsExactly(
                        "ip raw PREROUTING (iptables): prerouting, priority -300, policy accept",
                        "inet host incoming (nftables): input, priority -5, policy drop",
                        "ip filter INPUT (iptables): input, priority 0, policy drop");
    }

    @Test
    void rulesOfOursMakeNobodyAManager() {
        Rule ours = Hosts.commented(Requests.MARK.text(), Hosts.DROP);
        assertThat(seen(Hosts.table(TableFamily.INET, "ports4j", Hosts.chain("c", Hook.PREROUTING, -150, false, ours)))
                        .manager())
                .isEqualTo(FirewallManager.NONE);
        Rule copy = Hosts.commented("ports4j:", Hosts.DROP);
        assertThat(seen(Hosts.iptables(false, copy)).manager()).isEqualTo(FirewallManager.IPTABLES);
    }

    @Test
    void whatIsForContainersOnlyIsLeftOutAtTheBeginningAndNowhereElse() {
        Rule forContainer = Hosts.dockerRaw().chains().get(0).rules().get(0);
        Table later = Hosts.iptables(false, forContainer);
        Ruleset ruleset = Hosts.of(Hosts.dockerRaw(), later);
        Ruleset rest = new FilteringChains(ruleset, address -> false).withoutRulesForOthers();
        assertThat(rest.tables().get(0).chains().get(0).rules()).isEmpty();
        assertThat(rest.tables().get(1)).isEqualTo(later);
        assertThat(new FilteringChains(ruleset, address -> true).withoutRulesForOthers())
                .isEqualTo(ruleset);
    }

    @Test
    void whatACalledChainDropsIsFoundAlsoInACircle() {
        Rule toLoop = Rule.of("jump", new Verdict.Jump("loop"));
        Table circle = Hosts.table(
                TableFamily.IP,
                "filter",
                Hosts.chain("INPUT", Hook.INPUT, 0, false, toLoop),
                Hosts.called("loop", toLoop, Rule.of("goto", new Verdict.Goto("end"))),
                Hosts.called("end", Hosts.DROP));
        assertThat(seen(circle).manager()).isEqualTo(FirewallManager.IPTABLES);
        Table nowhere = Hosts.table(TableFamily.IP, "filter", Hosts.chain("INPUT", Hook.INPUT, 0, false, toLoop));
        assertThat(seen(nowhere).layers()).hasSize(1); // what can't be followed may drop
    }

    @Test
    void whatIsBesideTheManagerIsNoted() {
        assertThat(seen(Firewalld.RUNNING, false, Hosts.of(Hosts.firewalld(), Hosts.nft(true)))
                        .notes())
                .singleElement()
                .asString()
                .contains("inet host incoming");
        assertThat(seen(Hosts.legacy(true)).notes()).singleElement().asString().contains("iptables-legacy");
        assertThat(seen(Firewalld.ABSENT, false, Hosts.published(true)).notes())
                .singleElement()
                .asString()
                .contains("containers");
    }

    @ParameterizedTest
    @CsvSource({
        "ABSENT, false, UNKNOWN, false",
        "RUNNING, false, FIREWALLD, true",
        "NOT_AUTHORIZED, false, FIREWALLD, true",
        "ABSENT, true, UFW, false",
        "RUNNING, true, UNKNOWN, false"
    })
    void withoutPrivilegeThereIsWhatCanBeSeen(
            Firewalld firewalld, boolean ufw, FirewallManager manager, boolean filters) {
        Survey survey = new Detection(new Installed(firewalld, false, ufw, false), NONE, address -> false)
                .unseen(new NotPermittedException("to look", "CAP_NET_ADMIN would permit it"));
        assertThat(survey.manager()).isEqualTo(manager);
        assertThat(survey.missing()).contains("CAP_NET_ADMIN");
        assertThat(survey.filters()).isEqualTo(filters);
        assertThat(survey.notes().get(0)).contains("could not be looked at");
    }

    @Test
    void aPrivilegeThatIsNotEnoughIsNamedByWhoRefused() {
        Survey survey = new Detection(new Installed(Firewalld.ABSENT, false, false, false), ALL, address -> false)
                .unseen(new NotPermittedException("to look", "nft says no"));
        assertThat(survey.missing()).contains("not permitted: to look; nft says no");
    }

    /** All of them are asked at each look, whoever manages. */
    @ParameterizedTest
    @CsvSource({
        "ABSENT, false, false, false, false, ''",
        "ABSENT, false, false, true, true, ''",
        "ABSENT, false, false, true, false, ambient",
        "ABSENT, true, false, false, true, uid 0",
        "ABSENT, true, true, true, true, uid 0",
        "RUNNING, false, false, false, true, uid 0",
        "NOT_AUTHORIZED, false, false, false, true, polkit"
    })
    void whoHasTheCapabilityAloneIsToldWhatElseIsNeeded(
            Firewalld firewalld, boolean ufw, boolean on, boolean iptables, boolean passesOn, String missing) {
        Installed installed = new Installed(firewalld, ufw, on, iptables);
        Privilege capability = new Privilege(false, true, passesOn);
        Survey survey = new Detection(installed, capability, address -> false).seen(Hosts.of(Hosts.nft(true)));
        if (missing.isEmpty()) {
            assertThat(survey.missing()).isEmpty();
        } else {
            assertThat(survey.missing())
                    .hasValueSatisfying(text -> assertThat(text).contains(missing));
        }
    }

    @Test
    void capabilitiesAreReadFromTheStatusOfAThread() {
        String status =
                "Name:\tjava\nUid:\t1000\t%s\t1000\t1000\nCapInh:\t0000000000001000\nCapPrm:\t0000000000001000\nCapEff:\t%s\nCapAmb:\t%s\n";
        String none = "0000000000000000";
        String one = "0000000000001000";
        assertThat(Privilege.parse(String.format(status, "0", "000001ffffffffff", none)))
                .isEqualTo(ALL);
        assertThat(Privilege.parse(String.format(status, "1000", one, none)))
                .isEqualTo(new Privilege(false, true, false));
        assertThat(Privilege.parse(String.format(status, "1000", one, one)))
                .isEqualTo(new Privilege(false, true, true));
        assertThat(Privilege.parse(String.format(status, "1000", one, one).replaceAll("CapAmb.*\n", "")))
                .isEqualTo(new Privilege(false, true, false));
        assertThat(Privilege.parse(String.format(status, "1000", "ffffffffffffefff", none)))
                .isEqualTo(NONE);
        assertThat(Privilege.parse(String.format(status, "0", none, none)))
                .isEqualTo(new Privilege(true, false, false));
        assertThat(List.of(Privilege.read())).doesNotContainNull();
    }
}
