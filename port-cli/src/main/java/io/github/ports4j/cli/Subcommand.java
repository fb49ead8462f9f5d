package io.github.ports4j.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** One command: its flags, and what is done with them. */
interface Subcommand {
    /** The word by which it is called. */
    String name();

    /** What it does, in one line. */
    String summary();

    /** Adds its flags, operands, examples and exit states. */
    void describe(CommandSpec spec);

    /**
     * Does it.
     *
     * @throws UsageException if a flag or operand can't be read
     * @throws IOException if the answer can't be put together; a failure to write it is the output's business
     */
    ExitStatus run(Invocation call) throws IOException;
}
