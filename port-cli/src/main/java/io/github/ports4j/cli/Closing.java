package io.github.ports4j.cli;

import io.github.ports4j.Firewall;
import io.github.ports4j.FirewallEntry;
import io.github.ports4j.PortInterruptedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes rules away and tells it: for people at once, for programs at the end, also where something went wrong half-way. */
final class Closing {
    private final Invocation call;
    private final List<FirewallEntry> closed = new ArrayList<>();
    private final List<FirewallEntry> remaining = new ArrayList<>();
    private Optional<RuntimeException> error = Optional.empty(); // the first
    private boolean interrupted;
    private ExitStatus status = ExitStatus.HOLDS;

    Closing(Invocation call) {
        this.call = call;
    }

    void close(List<RuleChoice> choices, List<FirewallEntry> ours, Firewall firewall) throws IOException {
        for (RuleChoice choice : choices) {
            List<FirewallEntry> meant = meant(choice, ours);
            for (FirewallEntry entry : meant) {
                if (interrupted) {
                    remaining.add(entry);
                } else {
                    close(entry, firewall);
                }
            }
            if (meant.isEmpty()) {
                print(call.output().line().add("nothing to close: no rule of ours is there " + choice.what()));
            }
        }
        for (FirewallEntry entry : ours) {
            if (choices.stream().noneMatch(choice -> choice.matches().test(entry))) {
                tellOther(entry, choices, ours);
            }
        }
    }

    private static List<FirewallEntry> meant(RuleChoice choice, List<FirewallEntry> ours) {
        return ours.stream().filter(choice.matches()).toList();
    }

    /** A rule that was not meant may still do something for a port that was: then it is named. */
    private void tellOther(FirewallEntry entry, List<RuleChoice> choices, List<FirewallEntry> ours) throws IOException {
        List<RuleChoice> touched =
                choices.stream().filter(choice -> choice.touches(entry)).toList();
        if (touched.isEmpty()) {
            return;
        }
        remaining.add(entry);
        print(call.output()
                .line()
                .add(Style.WARNING, "still there: ")
                .add(entry + "; 'ports close --id " + entry.id() + "' closes it"));
        if (touched.stream().anyMatch(choice -> meant(choice, ours).isEmpty())) {
            status = status.and(ExitStatus.FAILS);
        }
    }

    private void close(FirewallEntry entry, Firewall firewall) throws IOException {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new PortInterruptedException("changing the filter; still there is " + entry);
            }
            boolean wasThere = firewall.remove(entry);
            if (wasThere) {
                closed.add(entry);
            }
            print(call.output()
                    .line()
                    .add(Style.GOOD, wasThere ? "closed " : "had gone: ")
                    .add(entry.toString()));
        } catch (RuntimeException e) {
            remaining.add(entry);
            interrupted = e instanceof PortInterruptedException;
            error = Optional.of(error.orElse(e));
            status = status.and(call.failure().say(e, Optional.empty()));
        }
    }

    private void print(Line line) throws IOException {
        if (!call.json()) {
            call.output().print(line);
        }
    }

    ExitStatus finish() throws IOException {
        if (call.json()) {
            try (Json json = call.output().json()) {
                json.beginObject().field("closed", closed.size()).name("rules");
                EntriesJson.write(closed, json);
                json.name("remaining");
                EntriesJson.write(remaining, json);
                if (error.isPresent()) {
                    Failure.write(error.get(), Optional.empty(), json);
                }
                json.endObject();
            }
        }
        return status;
    }
}
