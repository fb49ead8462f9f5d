package io.github.ports4j.cli;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import io.github.ports4j.TransportPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A firewall that fails when a test says so. */
final class FailingFirewall implements Firewall {
    private final Firewall works;

    /** Thrown for rules for this port, and for entries of it. */
    int failing;

    /** What is thrown; by each method but the plans while no port is named. */
    @Nullable
    RuntimeException thrown;

    FailingFirewall(Firewall works) {
        this.works = works;
    }

    /** Told instead of the real one. */
    @Nullable
    FirewallStatus status;

    /** Thrown by the plans. */
    @Nullable
    RuntimeException thrownByPlan;

    private void failPlan() {
        if (thrownByPlan != null) {
            throw thrownByPlan;
        }
    }

    private void fail(int port) {
        if (thrown != null && (failing == 0 || failing == port)) {
            throw thrown;
        }
    }

    @Override
    public FirewallStatus status() {
        return status == null ? works.status() : status;
    }

    @Override
    public FirewallPlan plan(FirewallRule rule) {
        failPlan();
        return works.plan(rule);
    }

    @Override
    public FirewallPlan planDeny(FirewallRule rule) {
        failPlan();
        return works.planDeny(rule);
    }

    @Override
    public FirewallLease open(FirewallRule rule) {
        fail(rule.ports().first());
        return works.open(rule);
    }

    @Override
    public FirewallLease deny(FirewallRule rule) {
        fail(rule.ports().first());
        return works.deny(rule);
    }

    @Override
    public List<FirewallEntry> list() {
        fail(-1);
        return works.list();
    }

    @Override
    public boolean remove(FirewallEntry entry) {
        fail(entry.ports().first());
        return works.remove(entry);
    }

    @Override
    public FirewallAnswer query(TransportPort port, AddressBlock source) {
        fail(port.number());
        return works.query(port, source);
    }

    @Override
    public List<FirewallEntry> sweep() {
        fail(-1);
        return works.sweep();
    }
}
