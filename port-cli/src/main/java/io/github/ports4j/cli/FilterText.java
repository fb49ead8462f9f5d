package io.github.ports4j.cli;

import io.github.ports4j.AddressBlock;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.FirewallRule;
import io.github.ports4j.FirewallStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ports firewall} for people. */
final class FilterText {
    private static final String NONE = "-";

    private FilterText() {}

    static void print(FilterView view, boolean verbose, Output output) throws IOException {
        for (FirewallEntry entry : view.swept().orElse(List.of())) {
            output.print(output.line().add(Style.GOOD, "swept ").add(entry.toString()));
        }
        if (view.swept().map(List::isEmpty).orElse(false)) {
            output.print("nothing to sweep");
        }
        FirewallStatus status = view.status();
        output.print(output.line()
                .add(Style.STRONG, headline(status))
                .add(status.missing()
                        .map(what -> "; this process lacks " + what + " to change it")
                        .orElse("; this process may change it")));
        for (String layer : status.layers()) {
            output.print("  " + layer);
        }
        for (String note : status.notes()) {
            output.print(output.line().add(Style.WARNING, "note: ").add(note));
        }
        if (view.rules().isPresent()) {
            print(view.rules().get(), verbose, output);
        }
        view.unseen()
                .ifPresent(why -> output.say(output.message()
                        .add(Style.WARNING, "our rules can't be seen: ")
                        .add(why)));
    }

    private static String headline(FirewallStatus status) {
        if (status.enabled()) {
            return "packets are filtered by " + status.manager();
        }
        return switch (status.manager()) {
            case NONE -> "nothing filters packets";
            case UNKNOWN -> "who filters packets is not known";
            default -> status.manager() + " has the filter, and nothing is seen to be filtered";
        };
    }

    private static void print(List<FirewallEntry> entries, boolean verbose, Output output) throws IOException {
        if (entries.isEmpty()) {
            output.print("no rule of ours is there");
            return;
        }
        output.print("");
        TextTable table = new TextTable(List.of("ID", "ACTION", "PORTS", "FROM", "INTERFACE", "UNTIL", "PID", "LABEL"));
        for (FirewallEntry entry : entries) {
            table.add(List.of(
                    entry.id(),
                    entry.action().toString(),
                    PortSpan.of(entry).toString(),
                    sources(entry),
                    entry.interfaceName().orElse(NONE),
                    entry.expires().map(Instant::toString).orElse(NONE),
                    entry.process().isPresent() ? Long.toString(entry.process().getAsLong()) : NONE,
                    entry.label().orElse(NONE)));
        }
        table.print(output);
        if (verbose) {
            output.print("");
            for (FirewallEntry entry : entries) {
                for (String rule : entry.rules()) {
                    output.print(entry.id() + "  " + rule);
                }
            }
        }
    }

    private static String sources(FirewallEntry entry) {
        FirewallRule same = FirewallRule.of(entry.protocol(), entry.ports()).from(entry.sources());
        return same.isFromAny()
                ? "any"
                : entry.sources().stream().map(AddressBlock::toString).collect(Collectors.joining(","));
    }
}
