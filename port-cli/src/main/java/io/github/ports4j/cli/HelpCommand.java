package io.github.ports4j.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports help [COMMAND]}. */
final class HelpCommand implements Subcommand {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "Explain a command, or all of them in short.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Syntax.operands("COMMAND", "0..1", "What to explain."));
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        List<String> names = call.operands();
        if (names.size() > 1) {
            throw new UsageException("one too many: '" + names.get(1) + "'");
        }
        CommandLine line = names.isEmpty() ? Syntax.whole() : Syntax.of(Subcommands.require(names.get(0)));
        Documents.print(call, "usage", Syntax.usage(line, call.output().outColour() && !call.json()));
        return ExitStatus.HOLDS;
    }
}
