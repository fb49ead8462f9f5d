package io.github.ports4j.cli;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.FirewallEffect;
import io.github.ports4j.FirewallPlan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What would come of a rule.
 *
 * @param missing what this process lacks to change the filter
 */
record PlannedRule(FirewallPlan plan, Optional<String> missing) implements RuleOutcome {
    @Override
    public ExitStatus status() {
        boolean refused = missing.isPresent()
                && (plan.effect().isEmpty() || !plan.commands().isEmpty());
        return refused
                ? ExitStatus.NOT_PERMITTED
                : plan.effect().map(ExitStatus::of).orElse(ExitStatus.FAILS);
    }

    @Override
    public void print(Invocation call) throws IOException {
        Output output = call.output();
        Style style = plan.effect()
                .map(effect -> effect.holds() ? Style.STRONG : Style.BAD)
                .orElse(Style.WARNING);
        output.print(output.line()
                .add(Style.STRONG, PortSpan.of(plan.rule()).toString())
                .add(" ")
                .add(style, plan.effect().map(Enum::name).orElse("UNKNOWN"))
                .add(": " + plan.reason()));
        if (plan.commands().isEmpty()) {
            output.print("  " + plan.manager() + ": nothing would be changed");
        } else {
            output.print(missing.map(what -> "  " + plan.manager() + "; this process lacks " + what)
                            .orElse("  " + plan.manager())
                    + "; an administrator would run:");
            for (String line : lines(plan)) { // at the margin, as a here-document ends there
                output.print(output.line().add(line));
            }
        }
        output.say("a dry run: nothing was changed");
    }

    /** The commands of a plan, as they can be given to a shell. */
    static List<String> lines(FirewallPlan plan) {
        return plan.commands().stream()
                .flatMap(command -> command.toString().lines())
                .toList();
    }

    @Override
    public void write(Json json) throws IOException {
        RuleOutcome.begin(plan.rule(), json)
                .field("effect", plan.effect().map(FirewallEffect::name))
                .field("manager", plan.manager().toString())
                .unknown("id")
                .texts("rules", List.of())
                .unknown("expires")
                .field("reason", plan.reason())
                .field("dryRun", true)
                .field("permitted", missing.isEmpty())
                .name("commands")
                .beginArray();
        for (FirewallCommand command : plan.commands()) {
            json.beginObject()
                    .texts("argv", command.argv())
                    .field("standardInput", command.standardInput())
                    .endObject();
        }
        json.endArray().endObject();
    }
}
