package io.github.ports4j.cli;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallAction;
import io.github.ports4j.FirewallLease;
import io.github.ports4j.FirewallPlan;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.NotPermittedException;
import io.github.ports4j.PortException;
import io.github.ports4j.PortInterruptedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports open PORT…} and {@code ports deny PORT…}. */
final class RuleCommand implements Subcommand {
    private final FirewallAction action;

    RuleCommand(FirewallAction action) {
        this.action = action;
    }

    @Override
    public String name() {
        return action.toString();
    }

    @Override
    public String summary() {
        return action == FirewallAction.OPEN
                ? "Let connections to a port in through the packet filter, and look whether they are."
                : "Keep connections to a port out by the packet filter, and look whether they are.";
    }

    @Override
    public void describe(CommandSpec spec) {
        RuleOptions.describe(spec, action);
        spec.usageMessage().footer(action == FirewallAction.OPEN ? footerOfOpen() : footerOfDeny());
    }

    private static String[] footerOfOpen() {
        return Footer.of(
                """
                  ports open 8080 --from 192.168.1.0/24 --for 10m
                  ports open 8080 53/udp --from any       until 'ports close 8080 53/udp'
                  ports open 8080 --from any --dry-run    what would an administrator run?

                Only a rule of ours is made, for the running system. If something else keeps
                the port closed, none stays. Where the filter keeps no time, 'ports firewall
                --sweep' takes away what is over. The loopback interface is never affected.
                """,
                "0 every port is open: OPENED, ALREADY_OPEN, NOT_FILTERED",
                "1 one is not, or that could not be shown: BLOCKED, INERT",
                "3 not permitted to look at the filter, or to change it",
                "130 ended by Ctrl-C; what was opened before stays");
    }

    private static String[] footerOfDeny() {
        return Footer.of(
                """
                  ports deny 5432 --from any              until 'ports close 5432'
                  ports deny 8000-8100 --from 203.0.113.0/24 --for 1h

                Packets are dropped without an answer. What is connected already is not
                affected, and neither is the loopback interface. To undo it, close it: to
                open the port does not, as what one rule drops is dropped.
                """,
                "0 every port is closed: DENIED, ALREADY_DENIED",
                "1 one is not, or that could not be shown: INERT",
                "3 not permitted to look at the filter, or to change it",
                "130 ended by Ctrl-C; what was denied before stays");
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        List<FirewallRule> rules = RuleOptions.rules(call);
        Firewall firewall = call.ports().firewall();
        call.stopOnCtrlC();
        List<RuleOutcome> outcomes = new ArrayList<>();
        ExitStatus status = ExitStatus.HOLDS;
        for (FirewallRule rule : rules) {
            RuleOutcome outcome = outcome(firewall, rule, call);
            outcomes.add(outcome);
            status = status.and(outcome.status());
            if (!call.json()) { // at once: what was done is told even if the next one fails
                outcome.print(call);
            }
            if (outcome.status() == ExitStatus.INTERRUPTED) {
                break;
            }
        }
        if (call.json()) {
            write(outcomes, call);
        }
        return status;
    }

    /** One object for one operand, else an array. */
    private static void write(List<RuleOutcome> outcomes, Invocation call) throws IOException {
        try (Json json = call.output().json()) {
            if (call.operands().size() == 1) {
                outcomes.get(0).write(json);
                return;
            }
            json.beginArray();
            for (RuleOutcome outcome : outcomes) {
                outcome.write(json);
            }
            json.endArray();
        }
    }

    /** What went wrong with one port is an outcome too, so that what was done with others is told. */
    private RuleOutcome outcome(Firewall firewall, FirewallRule rule, Invocation call) {
        RuntimeException error;
        Optional<String> advice = Optional.empty();
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new PortInterruptedException("changing the filter; nothing was done for " + PortSpan.of(rule));
            }
            return RuleOptions.dryRun(call)
                    ? new PlannedRule(plan(firewall, rule), firewall.status().missing())
                    : new MadeRule(make(firewall, rule));
        } catch (NotPermittedException e) {
            error = e;
            advice = advice(firewall, rule, e);
        } catch (IllegalArgumentException e) { // who manages this filter has no such rule
            error = new UsageException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            error = e;
        }
        return new FailedRule(rule, error, advice, call.failure().say(error, advice));
    }

    private FirewallPlan plan(Firewall firewall, FirewallRule rule) {
        return action == FirewallAction.OPEN ? firewall.plan(rule) : firewall.planDeny(rule);
    }

    /** Makes a rule that outlives this process, or none. */
    private FirewallLease make(Firewall firewall, FirewallRule rule) {
        FirewallLease lease = action == FirewallAction.OPEN ? firewall.open(rule) : firewall.deny(rule);
        try {
            lease.detach();
        } catch (RuntimeException e) {
            try {
                lease.close();
            } catch (RuntimeException stays) {
                e.addSuppressed(stays);
            }
            throw e;
        }
        return lease;
    }

    /** What would do it in the hands of somebody who may. */
    private Optional<String> advice(Firewall firewall, FirewallRule rule, NotPermittedException refusal) {
        try {
            List<String> lines = PlannedRule.lines(plan(firewall, rule));
            return lines.isEmpty() ? Optional.empty() : Optional.of("run as root:\n" + String.join("\n", lines));
        } catch (PortException e) {
            refusal.addSuppressed(e);
            return Optional.empty();
        }
    }
}
