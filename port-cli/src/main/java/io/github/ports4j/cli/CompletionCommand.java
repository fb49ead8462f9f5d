package io.github.ports4j.cli;

import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ports completion}. */
final class CompletionCommand implements Subcommand {
    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "Print a script that lets bash and zsh complete commands and options.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .footer(
                        "",
                        "Examples:",
                        "  source <(ports completion)       for this shell",
                        "  ports completion > ports.bash    to be sourced by your .bashrc or .zshrc");
    }

    @Override
    public ExitStatus run(Invocation call) throws IOException {
        Documents.print(call, "script", AutoComplete.bash(Syntax.PROGRAM, Syntax.whole()));
        return ExitStatus.HOLDS;
    }
}
