package io.github.ports4j.cli;

import io.github.ports4j.FirewallRule;
import java.io.IOException;

/** What {@code ports open} or {@code ports deny} tells of one port. */
interface RuleOutcome {
    ExitStatus status();

    /** Prints it for people. */
    void print(Invocation call) throws IOException;

    /** Writes it as one JSON object. */
    void write(Json json) throws IOException;

    /** Begins the object with what it is about. */
    static Json begin(FirewallRule rule, Json json) throws IOException {
        return json.beginObject()
                .field("ports", rule.ports().toString())
                .field("protocol", rule.protocol().toString());
    }
}
