package io.github.ports4j.cli;

import io.github.ports4j.FirewallLease;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A rule was made, or was not needed, or is of no use. */
record MadeRule(FirewallLease lease) implements RuleOutcome {
    @Override
    public ExitStatus status() {
        return ExitStatus.of(lease.effect());
    }

    @Override
    public void print(Invocation call) throws IOException {
        Output output = call.output();
        output.print(ResultLine.of(
                output.line(),
                PortSpan.of(lease.rule()).toString(),
                lease.effect().holds() ? Style.GOOD : Style.BAD,
                lease.effect(),
                lease.reason(),
                Optional.empty()));
        output.print(lease.id()
                .map(id -> "  rule " + id + " of " + lease.manager() + ": " + lease.rule() + ", until "
                        + lease.expires().map(Instant::toString).orElse("'ports close --id " + id + "'"))
                .orElse("  " + lease.manager() + ": nothing was changed"));
        if (call.verbose()) {
            for (String rule : lease.rules()) {
                output.print("    " + rule);
            }
        }
    }

    @Override
    public void write(Json json) throws IOException {
        RuleOutcome.begin(lease.rule(), json)
                .field("effect", lease.effect().name())
                .field("manager", lease.manager().toString())
                .field("id", lease.id())
                .texts("rules", lease.rules())
                .field("expires", lease.expires().map(Instant::toString))
                .field("reason", lease.reason())
                .endObject();
    }
}
