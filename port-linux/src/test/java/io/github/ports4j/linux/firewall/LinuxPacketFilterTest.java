package io.github.ports4j.linux.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallManager;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.UnsupportedFeatureException;
import io.github.ports4j.linux.firewall.backend.PreparedChange;
import io.github.ports4j.linux.firewall.backend.Requests;
import io.github.ports4j.linux.firewall.backend.RuleBackend;
import io.github.ports4j.linux.firewall.firewalld.Firewalld;
import io.github.ports4j.linux.firewall.ruleset.Ruleset;
import io.github.ports4j.spi.FilterChange;
import io.github.ports4j.spi.FilterMark;
import io.github.ports4j.spi.FilterQuestion;
import io.github.ports4j.spi.FilterRequest;
import io.github.ports4j.spi.FilterVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinuxPacketFilterTest {
    private static final FilterQuestion QUESTION = new FilterQuestion(
            TransportProtocol.TCP, PortRange.of(8080, 8080), AddressBlock.parse("0.0.0.0/0"), Optional.empty());
    private static final FirewallRule RULE = FirewallRule.tcp(8080).from("0.0.0.0/0");

    private final List<String> made = new ArrayList<>();
    private final Named first = new Named("first", false);
    private final Named second = new Named("second", true);

    /** Writes down what it is asked for. */
    private final class Named implements RuleBackend {
        private final String name;
        private final boolean hasRule;
        private boolean isBlind;
        private boolean fails;

        Named(String name, boolean hasRule) {
            this.name = name;
            this.hasRule = hasRule;
        }

        private FilterChange change(String what) {
            return PreparedChange.repeatable(List.of(FirewallCommand.of("/bin/" + name, what)), () -> {
                if (fails) {
                    throw new FirewallException(List.of("/bin/" + name), 1, name + " fails", "try again");
                }
                made.add(name + " " + what);
            });
        }

        @Override
        public FilterChange prepare(FilterRequest request) {
            return change("prepare");
        }

        @Override
        public List<FirewallEntry> list() {
            return List.of();
        }

        @Override
        public Optional<FilterMark> mark(String id) {
            return hasRule ? Optional.of(Requests.MARK) : Optional.empty();
        }

        @Override
        public FilterChange removal(String id) {
            if (isBlind) {
                throw new FirewallException(List.of("/bin/" + name), 1, name + " is blind", "look elsewhere");
            }
            if (!hasRule) {
                return PreparedChange.repeatable(List.of(), () -> made.add(name + " removal"));
            }
            return change("removal");
        }

        @Override
        public FilterChange renewal(String id, FilterMark mark) {
            return change("renewal");
        }
    }

    private LinuxPacketFilter filter(Survey survey, Ruleset ruleset) {
        return filter(survey, ruleset, List.of(first, second));
    }

    private LinuxPacketFilter filter(Survey survey, Ruleset ruleset, List<RuleBackend> present) {
        Backends backends = new Backends() {
            @Override
            public RuleBackend opening(FirewallManager manager, Set<AddressFamily> filtering) {
                return new Named(manager + " " + filtering, false);
            }

            @Override
            public RuleBackend denying() {
                return new Named("denying", false);
            }

            @Override
            public List<RuleBackend> present() {
                return present;
            }
        };
        return new LinuxPacketFilter(survey, backends, () -> ruleset, address -> false);
    }

    private LinuxPacketFilter filter(Ruleset ruleset) {
        return filter(ruleset, List.of(first, second));
    }

    private LinuxPacketFilter filter(Ruleset ruleset, List<RuleBackend> present) {
        Detection detection = new Detection(
                new Installed(Firewalld.ABSENT, false, false, false),
                new Privilege(true, true, true),
                address -> false);
        return filter(detection.seen(ruleset), ruleset, present);
    }

    @Test
    void itIsOpenedByWhoManagesAndDeniedByATableOfItsOwn() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)));
        assertThat(filter.judge(QUESTION).outcome()).isEqualTo(FilterVerdict.Outcome.CLOSED);
        filter.prepare(Requests.open(RULE)).apply();
        filter.prepare(Requests.deny(RULE)).apply();
        assertThat(made).containsExactly("iptables [ipv4] prepare", "denying prepare");
    }

    @Test
    void whereNothingFiltersNothingIsDone() {
        LinuxPacketFilter filter = filter(Hosts.of());
        FilterVerdict verdict = filter.judge(QUESTION);
        assertThat(verdict.outcome()).isEqualTo(FilterVerdict.Outcome.OPEN);
        assertThat(verdict.filtered()).isFalse();
        FilterChange change = filter.prepare(Requests.open(RULE));
        assertThat(change.commands()).isEmpty();
        assertThat(change.obstacle()).isEmpty();
        change.apply();
        assertThat(filter.status().manager()).isEqualTo(FirewallManager.NONE);
        assertThat(filter.status().enabled()).isFalse();
        assertThat(filter.status().permitted()).isTrue();
    }

    @Test
    void aPublishedPortThatIsKeptOutOnItsWayIsNotOpenedByARuleForThisHost() {
        FilterChange change = filter(Hosts.published(true)).prepare(Requests.open(RULE));
        assertThat(change.obstacle()).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.effect()).isEqualTo(FirewallEffect.BLOCKED);
            assertThat(obstacle.reason()).contains("published port").contains("ip filter FORWARD");
        });
        assertThatThrownBy(change::apply).isInstanceOf(IllegalStateException.class);
        assertThat(filter(Hosts.published(false)).prepare(Requests.open(RULE)).obstacle())
                .isEmpty();
        assertThat(filter(Hosts.published(true)).prepare(Requests.deny(RULE)).obstacle())
                .isEmpty();
    }

    @Test
    void twoManagersAreNotDecidedBetweenButWhatIsOursCanBeTakenAway() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true), Hosts.nft(true)));
        assertThatThrownBy(() -> filter.judge(QUESTION))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("iptables, nftables");
        assertThatThrownBy(() -> filter.prepare(Requests.open(RULE))).isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() -> filter.prepare(Requests.deny(RULE))).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(filter.status().manager()).isEqualTo(FirewallManager.UNKNOWN);
        assertThat(filter.status().layers()).hasSize(2);
        assertThat(filter.list()).isEmpty();
        assertThat(filter.mark(Requests.ID)).contains(Requests.MARK);
        filter.removal(Requests.ID).apply();
        assertThat(made).containsExactly("first removal", "second removal");
    }

    @Test
    void aRenewalIsMadeByWhoHasTheRule() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)));
        assertThat(filter.removal(Requests.ID).commands()).hasSize(1);
        filter.renewal(Requests.ID, Requests.RENEWED).apply();
        assertThat(made).containsExactly("second renewal");
    }

    @Test
    void aRuleIsTakenAwayByWhoHasItAlsoWhereAnotherCanNotLook() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)));
        first.isBlind = true;
        filter.removal(Requests.ID).apply();
        assertThat(made).containsExactly("second removal");
    }

    @Test
    void whatNobodyHasAndOneCanNotLookForIsNotCalledGone() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)));
        second.isBlind = true;
        FilterChange removal = filter.removal(Requests.ID);
        assertThatThrownBy(removal::apply).isInstanceOf(FirewallException.class).hasMessageContaining("blind");
        assertThat(made).containsExactly("first removal");
    }

    @Test
    void aRemovalThatFailsDoesNotKeepOthersFromTheirs() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)), List.of(second, first));
        second.fails = true;
        FilterChange removal = filter.removal(Requests.ID);
        assertThatThrownBy(removal::apply).isInstanceOf(FirewallException.class).hasMessageContaining("fails");
        assertThat(made).containsExactly("first removal");
    }

    @Test
    void withoutPrivilegeThereIsAPlanWhereTheManagerIsKnown() {
        NotPermittedException refusal = new NotPermittedException("to look", "CAP_NET_ADMIN would permit it");
        Privilege none = new Privilege(false, false, false);
        LinuxPacketFilter ufw = filter(
                new Detection(new Installed(Firewalld.ABSENT, false, true, false), none, address -> false)
                        .unseen(refusal),
                Hosts.of());
        assertThat(ufw.prepare(Requests.open(RULE)).commands().toString()).contains("ufw [ipv4, ipv6]");
        assertThat(ufw.status().permitted()).isFalse();
        LinuxPacketFilter unknown = filter(
                new Detection(new Installed(Firewalld.ABSENT, false, false, false), none, address -> false)
                        .unseen(refusal),
                Hosts.of());
        FilterChange change = unknown.prepare(Requests.open(RULE));
        assertThat(change.commands()).isEmpty();
        assertThatThrownBy(change::apply).isInstanceOf(NotPermittedException.class);
        assertThat(unknown.prepare(Requests.deny(RULE)).commands()).hasSize(1);
    }

    @Test
    void noRuleIsForTheLoopback() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)));
        FirewallRule rule = RULE.onInterface("lo");
        for (FilterRequest request : List.of(Requests.open(rule), Requests.deny(rule))) {
            assertThatThrownBy(() -> filter.prepare(request)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onlyADenialEndsWithTheProcess() {
        LinuxPacketFilter filter = filter(Hosts.of(Hosts.iptables(true)));
        assertThatThrownBy(() -> filter.prepare(Requests.open(RULE.endingWithProcess())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBootAndTheNamespaceAreNamed() {
        LinuxPacketFilter filter = filter(Hosts.of());
        assertThat(filter.bootId()).matches("[0-9a-f-]{36}");
        assertThat(filter.pidNamespace()).matches("pid:\\[[0-9]+\\]");
    }
}
