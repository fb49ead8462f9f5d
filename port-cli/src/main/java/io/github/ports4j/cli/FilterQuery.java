package io.github.ports4j.cli;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallAnswer;
import io.github.ports4j.TransportPort;
import java.io.IOException;
import java.util.Optional;

/** {@code ports firewall --query PORT --from ADDRESS}. */
record FilterQuery(TransportPort port, AddressBlock source) {
    static final String QUERY = "--query";

    /**
     * Reads what was given; empty if nothing is asked.
     *
     * @throws UsageException if only a half was
     */
    static Optional<FilterQuery> of(Invocation call) {
        Optional<String> port = call.value(QUERY);
        Optional<String> source = call.value(RuleOptions.FROM);
        if (port.isEmpty() && source.isEmpty()) {
            return Optional.empty();
        }
        if (port.isEmpty() || source.isEmpty()) {
            throw new UsageException("a question is " + QUERY + " 8080 " + RuleOptions.FROM + " 192.0.2.7");
        }
        return Optional.of(
                new FilterQuery(Arguments.port(port.get()), Arguments.read(source.get(), AddressBlock::parse)));
    }

    ExitStatus ask(Invocation call) throws IOException {
        FirewallAnswer answer = call.ports().firewall().query(port, source);
        if (call.json()) {
            try (Json json = call.output().json()) {
                json.beginObject()
                        .field("port", port.number())
                        .field("protocol", port.protocol().toString())
                        .field("from", source.toString())
                        .field("kind", answer.kind().name())
                        .field("reason", answer.reason())
                        .endObject();
            }
        } else {
            call.output()
                    .print(ResultLine.of(
                            call.output().line(),
                            port + " from " + source,
                            style(answer),
                            answer.kind(),
                            answer.reason(),
                            Optional.empty()));
        }
        return ExitStatus.of(answer);
    }

    private static Style style(FirewallAnswer answer) {
        return switch (answer.kind()) {
            case OPEN -> Style.GOOD;
            case CLOSED -> Style.BAD;
            case UNKNOWN -> Style.WARNING;
        };
    }
}
