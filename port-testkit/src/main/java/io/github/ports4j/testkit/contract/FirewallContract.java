package io.github.ports4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.AddressFamily;
import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortRange;
import io.github.ports4j.TransportPort;
import io.github.ports4j.TransportProtocol;
import io.github.ports4j.testkit.contract.FilteredScene.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must come of opening and denying a port: what is told is what a peer meets, and nothing of others ever changes. */
public abstract class FirewallContract {
    private static final int PORT = 8080;
    private static final int NEIGHBOUR = 8081;

    private FilteredScene scene;

    /** For subclasses. */
    protected FirewallContract() {}

    /** A scene of the provider under test, just made; called once for each test. */
    protected abstract FilteredScene scene();

    @BeforeEach
    final void open() {
        scene = scene();
    }

    @AfterEach
    final void close() {
        try {
            assertThat(scene.ownRules()).as("left behind").isEmpty();
        } finally {
            scene.close();
        }
    }

    private Firewall firewall() {
        return scene.ports().firewall();
    }

    private static TransportPort port(TransportProtocol protocol) {
        return new TransportPort(protocol, PORT);
    }

    private FirewallRule rule(TransportProtocol protocol) {
        return scene.permitted(FirewallRule.of(protocol, PortRange.of(PORT, PORT)));
    }

    private FirewallRule forFriend(TransportProtocol protocol) {
        return rule(protocol)
                .from(scene.address(Peer.FRIEND, AddressFamily.IPV4), scene.address(Peer.FRIEND, AddressFamily.IPV6));
    }

    /** That this peer gets in, or does not, over both families, and that the library says the same. */
    private void assertIn(Peer peer, TransportPort port, boolean in) {
        for (AddressFamily family : AddressFamily.values()) {
            String told = peer + " to " + port + " over " + family;
            FirewallAnswer answer = firewall().query(port, AddressBlock.parse(scene.address(peer, family)));
            assertThat(scene.letsIn(peer, family, port)).as(told).isEqualTo(in);
            assertThat(answer.kind())
                    .as(told + ": " + answer.reason())
                    .isEqualTo(in ? FirewallAnswer.Kind.OPEN : FirewallAnswer.Kind.CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNothingFiltersNothingIsChanged(TransportProtocol protocol) {
        try (FirewallLease lease = firewall().open(rule(protocol).fromAny())) {
            assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.NOT_FILTERED);
            assertThat(lease.id()).isEmpty();
            assertThat(lease.verify()).isEqualTo(FirewallEffect.NOT_FILTERED);
            assertThat(scene.ownRules()).isEmpty();
            assertIn(Peer.FRIEND, port(protocol), true);
        }
        assertThat(firewall().list()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDroppedIsOpenedAndClosedAgain(TransportProtocol protocol) {
        scene.dropTheRest();
        List<String> foreign = scene.foreignRules();
        assertIn(Peer.FRIEND, port(protocol), false);

        FirewallLease lease = firewall().open(rule(protocol).fromAny());

        assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.OPENED);
        assertThat(lease.verify()).isEqualTo(FirewallEffect.OPENED);
        assertThat(lease.rules()).isNotEmpty();
        assertIn(Peer.FRIEND, port(protocol), true);
        assertIn(Peer.STRANGER, port(protocol), true);
        assertIn(Peer.FRIEND, new TransportPort(protocol, NEIGHBOUR), false);
        lease.close();
        lease.close();
        assertIn(Peer.FRIEND, port(protocol), false);
        assertThat(lease.verify()).isEqualTo(FirewallEffect.INERT);
        assertThat(scene.foreignRules()).isEqualTo(foreign);
    }

    @ParameterizedTest
    @EnumSource
    void opensForItsSourcesAlone(TransportProtocol protocol) {
        scene.dropTheRest();
        try (FirewallLease lease = firewall().open(forFriend(protocol))) {
            assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.OPENED);
            assertIn(Peer.FRIEND, port(protocol), true);
            assertIn(Peer.STRANGER, port(protocol), false);
        }
    }

    @Test
    void opensSomePortsAtOnce() {
        scene.dropTheRest();
        FirewallRule some =
                scene.permitted(FirewallRule.tcp(PortRange.of(PORT, NEIGHBOUR))).fromAny();
        try (FirewallLease lease = firewall().open(some)) {
            assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.OPENED);
            assertIn(Peer.FRIEND, TransportPort.tcp(PORT), true);
            assertIn(Peer.FRIEND, TransportPort.tcp(NEIGHBOUR), true);
            assertIn(Peer.FRIEND, TransportPort.tcp(NEIGHBOUR + 1), false);
            assertIn(Peer.FRIEND, TransportPort.udp(PORT), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatSomebodyOpenedIsLeftAlone(TransportProtocol protocol) {
        scene.dropTheRest();
        scene.accept(port(protocol));
        List<String> foreign = scene.foreignRules();

        try (FirewallLease lease = firewall().open(rule(protocol).fromAny())) {
            assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.ALREADY_OPEN);
            assertThat(scene.ownRules()).isEmpty();
        }

        assertIn(Peer.FRIEND, port(protocol), true);
        assertThat(scene.foreignRules()).isEqualTo(foreign);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenIsDeniedAndOpenAgain(TransportProtocol protocol) {
        scene.accept(port(protocol));
        List<String> foreign = scene.foreignRules();
        assertIn(Peer.FRIEND, port(protocol), true);

        FirewallLease lease = firewall().deny(rule(protocol).fromAny());

        assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.DENIED);
        assertThat(lease.verify()).isEqualTo(FirewallEffect.DENIED);
        assertIn(Peer.FRIEND, port(protocol), false);
        assertIn(Peer.FRIEND, new TransportPort(protocol, NEIGHBOUR), true);
        lease.close();
        assertIn(Peer.FRIEND, port(protocol), true);
        assertThat(scene.foreignRules()).isEqualTo(foreign);
    }

    @ParameterizedTest
    @EnumSource
    void deniesItsSourcesAlone(TransportProtocol protocol) {
        try (FirewallLease lease = firewall().deny(forFriend(protocol))) {
            assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.DENIED);
            assertIn(Peer.FRIEND, port(protocol), false);
            assertIn(Peer.STRANGER, port(protocol), true);
        }
        assertIn(Peer.FRIEND, port(protocol), true);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKeptOutIsNotDeniedAgain(TransportProtocol protocol) {
        scene.drop(port(protocol));
        try (FirewallLease lease = firewall().deny(rule(protocol).fromAny())) {
            assertThat(lease.effect()).as(lease.reason()).isEqualTo(FirewallEffect.ALREADY_DENIED);
            assertThat(scene.ownRules()).isEmpty();
        }
        assertIn(Peer.FRIEND, port(protocol), false);
    }

    @Test
    void whatADenialOfOursKeepsOutIsNotOpened() {
        scene.dropTheRest();
        try (FirewallLease denied = firewall().deny(forFriend(TransportProtocol.TCP));
                FirewallLease opened = firewall().open(forFriend(TransportProtocol.TCP))) {
            assertThat(denied.effect()).as(denied.reason()).isEqualTo(FirewallEffect.ALREADY_DENIED);
            assertThat(opened.effect()).as(opened.reason()).isEqualTo(FirewallEffect.OPENED);
        }
        scene.accept(port(TransportProtocol.TCP));
        try (FirewallLease denied = firewall().deny(forFriend(TransportProtocol.TCP));
                FirewallLease opened = firewall().open(forFriend(TransportProtocol.TCP))) {
            assertThat(denied.effect()).as(denied.reason()).isEqualTo(FirewallEffect.DENIED);
            assertThat(opened.effect()).as(opened.reason()).isEqualTo(FirewallEffect.BLOCKED);
            assertThat(firewall().list()).extracting(FirewallEntry::action).containsExactly(FirewallAction.DENY);
            assertIn(Peer.FRIEND, port(TransportProtocol.TCP), false);
        }
    }

    @Test
    void oneLeaseDoesNotEndWhatAnotherOpened() {
        scene.dropTheRest();
        FirewallLease one =
                firewall().open(rule(TransportProtocol.TCP).fromAny().labelled("one"));
        try (FirewallLease other =
                firewall().open(rule(TransportProtocol.TCP).fromAny().labelled("other"))) {
            assertThat(other.effect()).as(other.reason()).isEqualTo(FirewallEffect.OPENED);
            one.close();
            assertIn(Peer.FRIEND, port(TransportProtocol.TCP), true);
        }
        assertIn(Peer.FRIEND, port(TransportProtocol.TCP), false);
    }

    @Test
    void whatSomebodyOpensTooStaysOpen() {
        scene.dropTheRest();
        FirewallLease one = firewall().open(rule(TransportProtocol.TCP).fromAny());
        scene.accept(port(TransportProtocol.TCP));
        try (FirewallLease other = firewall().open(rule(TransportProtocol.TCP).fromAny())) {
            assertThat(other.effect().holds()).as(other.toString()).isTrue();
            one.close();
            assertIn(Peer.FRIEND, port(TransportProtocol.TCP), true);
        }
        assertIn(Peer.FRIEND, port(TransportProtocol.TCP), true);
    }

    @ParameterizedTest
    @EnumSource
    void whatLastsForAWhileIsOverAfterwards(FirewallAction action) {
        boolean open = action == FirewallAction.OPEN;
        if (open) {
            scene.dropTheRest();
        }
        List<String> foreign = scene.foreignRules();
        FirewallRule rule = rule(TransportProtocol.TCP).fromAny().lasting(Duration.ofSeconds(3));

        FirewallLease lease = open ? firewall().open(rule) : firewall().deny(rule);

        assertThat(lease.effect().holds()).as(lease.toString()).isTrue();
        assertThat(scene.letsIn(Peer.FRIEND, AddressFamily.IPV4, port(TransportProtocol.TCP)))
                .as("while it lasts")
                .isEqualTo(open);
        assertThat(lease.expires()).isPresent();
        assertThat(firewall().list())
                .singleElement()
                .satisfies(entry -> assertThat(entry.expires()).isPresent());
        scene.pass(Duration.ofSeconds(4));
        assertThat(lease.verify()).isEqualTo(FirewallEffect.INERT);
        firewall().sweep();
        assertIn(Peer.FRIEND, port(TransportProtocol.TCP), !open);
        assertThat(firewall().list()).isEmpty();
        assertThat(scene.ownRules()).isEmpty();
        assertThatThrownBy(() -> lease.renew(Duration.ofSeconds(10))).isInstanceOf(IllegalStateException.class);
        lease.close();
        assertThat(scene.foreignRules()).isEqualTo(foreign);
    }

    @Test
    void renewedRuleLastsLonger() {
        scene.dropTheRest();
        FirewallRule rule = rule(TransportProtocol.TCP).fromAny().lasting(Duration.ofSeconds(2));
        try (FirewallLease lease = firewall().open(rule)) {
            lease.renew(Duration.ofMinutes(5));
            scene.pass(Duration.ofSeconds(4));

            assertThat(firewall().sweep()).isEmpty();
            assertThat(lease.verify()).isEqualTo(FirewallEffect.OPENED);
            assertIn(Peer.FRIEND, port(TransportProtocol.TCP), true);
        }
        assertIn(Peer.FRIEND, port(TransportProtocol.TCP), false);
    }

    @ParameterizedTest
    @EnumSource
    void whatSomebodyTookAwayIsNeitherRenewedNorDetached(FirewallAction action) {
        boolean open = action == FirewallAction.OPEN;
        if (open) {
            scene.dropTheRest();
        }
        FirewallRule rule = rule(TransportProtocol.TCP).fromAny().lasting(Duration.ofMinutes(5));
        FirewallLease lease = open ? firewall().open(rule) : firewall().deny(rule);
        Optional<Instant> end = lease.expires();
        assertThat(firewall().remove(firewall().list().get(0))).isTrue();

        assertThatThrownBy(() -> lease.renew(Duration.ofMinutes(10))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(lease::detach).isInstanceOf(IllegalStateException.class);
        assertThat(lease.expires()).isEqualTo(end);
        assertThat(lease.verify()).isEqualTo(FirewallEffect.INERT);
        lease.close();
    }

    @Test
    void nothingIsOpenedUntilTheProcessEnds() {
        FirewallRule rule = forFriend(TransportProtocol.TCP).endingWithProcess();
        assertThatThrownBy(() -> firewall().open(rule)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> firewall().plan(rule)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void detachedRuleStaysUntilItIsRemoved() {
        scene.dropTheRest();
        FirewallLease lease = firewall().open(forFriend(TransportProtocol.TCP).labelled("stays"));
        lease.detach();
        lease.close();

        assertIn(Peer.FRIEND, port(TransportProtocol.TCP), true);
        assertThat(firewall().sweep()).isEmpty();
        FirewallEntry entry = firewall().list().get(0);
        assertThat(entry.label()).contains("stays");
        assertThat(entry.process()).isEmpty();
        assertThat(entry.ports()).isEqualTo(PortRange.of(PORT, PORT));
        assertThat(entry.sources())
                .containsExactlyInAnyOrderElementsOf(lease.rule().sources());
        assertThatThrownBy(() -> lease.renew(Duration.ofSeconds(10))).isInstanceOf(IllegalStateException.class);
        assertThat(firewall().remove(entry)).isTrue();
        assertThat(firewall().remove(entry)).isFalse();
        assertIn(Peer.FRIEND, port(TransportProtocol.TCP), false);
    }

    @ParameterizedTest
    @EnumSource
    void planSaysWhatWillComeOfItAndChangesNothing(FirewallAction action) {
        boolean open = action == FirewallAction.OPEN;
        if (open) {
            scene.dropTheRest();
        } else {
            scene.accept(port(TransportProtocol.TCP));
        }
        FirewallRule rule = forFriend(TransportProtocol.TCP);

        FirewallPlan plan = open ? firewall().plan(rule) : firewall().planDeny(rule);

        assertThat(scene.ownRules()).isEmpty();
        assertThat(plan.commands()).isNotEmpty();
        try (FirewallLease lease = open ? firewall().open(rule) : firewall().deny(rule)) {
            assertThat(plan.effect()).as(plan.toString()).contains(lease.effect());
            assertThat(plan.manager()).isEqualTo(lease.manager());
        }
    }

    @Test
    void withoutPrivilegeOneMayLookAtStatusAndPlanOnly() {
        scene.dropTheRest();
        FirewallRule rule = forFriend(TransportProtocol.TCP);

        FirewallStatus status = scene.unprivileged(() -> firewall().status());
        FirewallPlan plan = scene.unprivileged(() -> firewall().plan(rule));

        assertThat(status.permitted()).isFalse();
        assertThat(status.missing()).isPresent();
        assertThat(plan.effect()).as(plan.toString()).isEmpty();
        List<Supplier<Object>> refused = List.of(
                () -> firewall().open(rule),
                () -> firewall().deny(rule),
                () -> firewall().list(),
                () -> firewall().sweep(),
                () -> firewall().query(port(TransportProtocol.TCP), AddressBlock.parse("192.0.2.1")));
        for (Supplier<Object> action : refused) {
            assertThatThrownBy(() -> scene.unprivileged(action)).isInstanceOf(NotPermittedException.class);
        }
        assertThat(scene.ownRules()).isEmpty();
    }

    @Test
    void ruleWithoutASourceIsRefused() {
        FirewallRule rule = FirewallRule.tcp(PORT);
        assertThatThrownBy(() -> firewall().open(rule)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> firewall().deny(rule)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> firewall().plan(rule)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> firewall().planDeny(rule)).isInstanceOf(IllegalArgumentException.class);
    }
}
