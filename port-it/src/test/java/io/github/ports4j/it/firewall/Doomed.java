package io.github.ports4j.it.firewall;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallLease;
import java.time.Duration;

/**
 * A process that makes a rule, changes it and takes it away, and is killed at some point of that. Says where it stopped, or how many points
 * there were; with {@link #ALL} it does everything and says how many points each part has.
 */
final class Doomed {
    static final String ALL = "ALL";

    private final Making making;
    private final Steps steps;
    private final Firewall firewall;

    private Doomed(Making making, Steps steps) {
        this.making = making;
        this.steps = steps;
        firewall = SteppedHost.firewall(steps);
    }

    /** What can be done with a rule. */
    enum Part {
        MAKE,
        RENEW,
        DETACH,
        REMOVE,
        CLOSE
    }

    public static void main(String... arguments) {
        Making making = Making.valueOf(arguments[0]);
        if (arguments[1].equals(ALL)) {
            for (Part part : Part.values()) {
                Doomed doomed = new Doomed(making, Steps.counting());
                doomed.act(part);
                System.out.println(doomed.steps.points());
                doomed.firewall.list().forEach(doomed.firewall::remove);
            }
        } else {
            new Doomed(making, Steps.stoppingAt(Integer.parseInt(arguments[2]))).act(Part.valueOf(arguments[1]));
            System.out.println("through");
        }
    }

    private void act(Part part) {
        if (part == Part.MAKE) {
            steps.begin(true);
        }
        FirewallLease lease = making.make(firewall);
        if (lease.id().isEmpty()) {
            throw new IllegalStateException("not made: " + lease);
        }
        if (part == Part.REMOVE) {
            lease.detach();
        }
        if (part != Part.MAKE) {
            steps.begin(false);
        }
        switch (part) {
            case MAKE -> {}
            case RENEW -> lease.renew(Duration.ofMinutes(20));
            case DETACH -> lease.detach();
            case REMOVE -> firewall.list().forEach(firewall::remove);
            case CLOSE -> lease.close();
        }
    }
}
