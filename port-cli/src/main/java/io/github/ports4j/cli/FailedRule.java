package io.github.ports4j.cli;

import io.github.ports4j.FirewallRule;
import java.io.IOException;
import java.util.Optional;

/**
 * What went wrong; it has been told on standard error.
 *
 * @param advice what would be run by whoever may
 */
record FailedRule(FirewallRule rule, RuntimeException error, Optional<String> advice, ExitStatus status)
        implements RuleOutcome {
    @Override
    public void print(Invocation call) {
        // there is no answer
    }

    @Override
    public void write(Json json) throws IOException {
        RuleOutcome.begin(rule, json);
        Failure.write(error, advice, json);
        json.endObject();
    }
}
