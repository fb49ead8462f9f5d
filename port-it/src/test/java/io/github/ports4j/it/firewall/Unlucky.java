package io.github.ports4j.it.firewall;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallException;
import io.github.ports4j.FirewallLease;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A process for which each change by a program fails once, in turn: while it makes a rule, and while it renews one. Says how it failed and what
 * there is then, two lines, and waits for a line; in the end that it is through.
 */
final class Unlucky {
    private final Making making;
    private final Steps steps;
    private final Firewall firewall;

    private Unlucky(Making making, int failing) {
        this.making = making;
        this.steps = Steps.failingAt(failing);
        firewall = SteppedHost.firewall(steps);
    }

    public static void main(String... arguments) throws IOException {
        Making making = Making.valueOf(arguments[0]);
        int failing = 1;
        while (new Unlucky(making, failing).makes()) {
            failing++;
        }
        failing = 1;
        while (new Unlucky(making, failing).renews()) {
            failing++;
        }
        System.out.println("through");
    }

    private boolean makes() throws IOException {
        steps.begin(false);
        try {
            FirewallLease lease = making.make(firewall);
            steps.end();
            lease.close();
            return false;
        } catch (FirewallException e) {
            steps.end();
            said("make", e, firewall.list().toString());
            return true;
        }
    }

    private boolean renews() throws IOException {
        try (FirewallLease lease = making.make(firewall)) {
            String before = firewall.list().toString();
            Optional<FirewallException> failure = failure(lease);
            if (failure.isPresent()) {
                said("renew", failure.get(), firewall.list().toString().equals(before) + " " + lease.verify());
            }
            return failure.isPresent();
        }
    }

    private Optional<FirewallException> failure(FirewallLease lease) {
        steps.begin(false);
        try {
            lease.renew(Duration.ofMinutes(20));
            return Optional.empty();
        } catch (FirewallException e) {
            return Optional.of(e);
        } finally {
            steps.end();
        }
    }

    private static void said(String what, FirewallException failure, String then) throws IOException {
        System.out.println(what + ": " + String.valueOf(failure.getMessage()).replace('\n', ' '));
        System.out.println(then);
        System.in.read();
    }
}
