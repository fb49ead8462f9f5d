package io.github.ports4j.linux.firewall.backend;

import io.github.ports4j.FirewallCommand;
import io.github.ports4j.posix.CommandResult;
import io.github.ports4j.posix.CommandRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Programs that say what was recorded of them, by how the command begins. */
public final class Scripted implements CommandRunner {
    private final Map<String, CommandResult> answers = new LinkedHashMap<>();
    private final List<FirewallCommand> calls = new ArrayList<>();

    /** Every command that begins so, is answered so; the first that fits counts. */
    public Scripted answer(String beginning, int exit, String out, String err) {
        answers.put(beginning, new CommandResult(exit, out, err));
        return this;
    }

    /** What was run. */
    public List<String> calls() {
        return calls.stream().map(call -> String.join(" ", call.argv())).toList();
    }

    @Override
    public CommandResult run(FirewallCommand command) {
        calls.add(command);
        String line = String.join(" ", command.argv());
        return answers.entrySet().stream()
                .filter(answer -> line.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the script: " + line));
    }

    @Override
    public boolean isThere(String path) {
        return answers.keySet().stream().anyMatch(beginning -> beginning.split(" ", 2)[0].equals(path));
    }
}
