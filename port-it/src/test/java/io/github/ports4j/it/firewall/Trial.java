package io.github.ports4j.it.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.TransportPort;
import java.util.Set;

/** A host in which rules are tried one after the other, each of which has to leave it as it was. */
final class Trial {
    private final FirewallHost host;
    private final HostFirewall firewall;
    private final Traffic traffic;
    private final Snapshot before;
    private final Set<Attempt> letIn;

    /** What the filter lets in, and its rules, count as they are now. */
    Trial(FirewallHost host, Traffic traffic, HostFirewall firewall) {
        this.host = host;
        this.traffic = traffic;
        this.firewall = firewall;
        before = host.snapshot();
        letIn = traffic.letIn();
    }

    /** Makes it and takes it back; all that is said on the way has to be true, and this to be the effect. */
    void carryOut(Wish wish, FirewallEffect effect) {
        HostFirewall.Plan plan = firewall.plan(wish);
        HostFirewall.Lease lease = firewall.make(wish);
        String told = wish + ": " + lease;
        try {
            isTrue(wish, effect, plan, lease, told);
        } finally {
            firewall.close(lease);
        }
        isAsBefore("after " + told);
    }

    private void isTrue(
            Wish wish, FirewallEffect effect, HostFirewall.Plan plan, HostFirewall.Lease lease, String told) {
        assertThat(lease.effect()).as(told).isEqualTo(effect);
        assertThat(plan.effect()).as("planned %s", plan).isEqualTo(effect.name());
        assertThat(plan.commands().isEmpty())
                .as("nothing to do by %s", plan)
                .isEqualTo(effect != FirewallEffect.OPENED && effect != FirewallEffect.DENIED);
        assertThat(firewall.verify(lease)).as(told).isEqualTo(effect);
        meets(wish, effect, told);
    }

    /** That those get in who should with a rule of this effect, and that the library says the same. */
    void meets(Wish wish, FirewallEffect effect, String told) {
        Set<Attempt> expected = effect.holds() ? wish.letsIn(traffic.attempts(), letIn) : letIn;
        assertThat(traffic.letIn(expected)).as(told).isEqualTo(expected);
        for (Attempt attempt : traffic.attempts()) {
            if (attempt.port().equals(wish.port()) || attempt.equals(neighbour(wish))) {
                assertThat(firewall.query(attempt))
                        .as("%s during %s", attempt, told)
                        .isEqualTo(expected.contains(attempt) ? FirewallAnswer.Kind.OPEN : FirewallAnswer.Kind.CLOSED);
            }
        }
    }

    private static Attempt neighbour(Wish wish) {
        TransportPort port =
                new TransportPort(wish.port().protocol(), wish.port().number() + 1);
        return new Attempt(port, Family.V4.peer());
    }

    /** That the same get in as before, and nothing is left of the library. */
    void isAsBefore(String when) {
        assertThat(traffic.letIn(letIn)).as(when).isEqualTo(letIn);
        assertThat(host.snapshot().changesSince(before)).as(when).isEmpty();
        assertThat(firewall.list()).as(when).isEmpty();
    }
}
