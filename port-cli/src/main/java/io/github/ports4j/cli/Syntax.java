package io.github.ports4j.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The flags of the commands, as picocli takes them: built by hand, since reflection costs more than the whole answer. */
final class Syntax {
    static final String PROGRAM = "ports";
    static final String HELP = "--help";
    static final String VERSION = "--version";
    static final String JSON = "--json";
    static final String VERBOSE = "--verbose";

    private Syntax() {}

    /** The command alone, under its full name. */
    static CommandLine of(Subcommand command) {
        return commandLine(spec(command).name(PROGRAM + " " + command.name()));
    }

    /** {@code ports} without a command. */
    static CommandLine root() {
        return commandLine(rootSpec());
    }

    /** {@code ports} with all its commands. */
    static CommandLine whole() {
        CommandSpec root = rootSpec();
        for (Subcommand command : Subcommands.all()) {
            root.addSubcommand(command.name(), spec(command).name(command.name()));
        }
        return commandLine(root);
    }

    /**
     * Reads arguments.
     *
     * @throws UsageException if they do not fit
     */
    static ParseResult parse(CommandLine line, List<String> arguments) {
        try {
            return line.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UsageException(message(e));
        }
    }

    static String usage(CommandLine line, boolean colour) {
        return line.getUsageMessage(colour ? Ansi.ON : Ansi.OFF);
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    /** An option with a short name too. */
    static OptionSpec option(String shortName, String name, String label, String description) {
        return OptionSpec.builder(shortName, name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    /** An option that takes all the words behind it, up to the next option. */
    static OptionSpec words(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build();
    }

    /** An option that takes several values, one by one or with commas between them. */
    static OptionSpec options(String name, String label, List<String> candidates, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .completionCandidates(candidates)
                .description(description)
                .build();
    }

    static PositionalParamSpec operands(String label, String arity, String description) {
        return operandsBuilder(label, arity, description).build();
    }

    static PositionalParamSpec operands(String label, String arity, List<String> candidates, String description) {
        return operandsBuilder(label, arity, description)
                .completionCandidates(candidates)
                .build();
    }

    private static PositionalParamSpec.Builder operandsBuilder(String label, String arity, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description);
    }

    private static CommandSpec rootSpec() {
        CommandSpec root = common(CommandSpec.create().name(PROGRAM))
                .addOption(OptionSpec.builder("-V", VERSION)
                        .versionHelp(true)
                        .description("Print the version and exit.")
                        .build());
        root.usageMessage()
                .description("Shows who holds a port of this host, gets it back, and opens it to others.")
                .customSynopsis(PROGRAM + " COMMAND [OPTIONS] [ARGUMENTS]")
                .footer(Footer.ofAll());
        return root;
    }

    private static CommandSpec spec(Subcommand command) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(command.summary());
        command.describe(spec);
        return common(spec);
    }

    private static CommandSpec common(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(JSON)
                        .description("Print one JSON document and nothing else to standard output.")
                        .build())
                .addOption(OptionSpec.builder("-v", VERBOSE)
                        .description("Tell each signal, rules as the filter has them, and the causes of errors.")
                        .build())
                .addOption(OptionSpec.builder("-h", HELP)
                        .usageHelp(true)
                        .description("Print this help and exit.")
                        .build());
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .sortOptions(false);
        return spec;
    }

    private static CommandLine commandLine(CommandSpec spec) {
        return new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    private static String message(ParameterException error) {
        List<String> unmatched = error instanceof UnmatchedArgumentException given
                ? given.getUnmatched()
                : error.getCommandLine().getUnmatchedArguments(); // a missing operand is found before them
        if (!unmatched.isEmpty()) {
            String first = unmatched.get(0);
            if (!first.startsWith("-")) {
                return "one too many: '" + first + "'";
            }
            List<PositionalParamSpec> operands =
                    error.getCommandLine().getCommandSpec().positionalParameters();
            if (!operands.isEmpty() && first.length() > 1 && Character.isDigit(first.charAt(1))) { // -1
                String label = operands.get(0).paramLabel();
                return "not a " + label.toLowerCase(java.util.Locale.ROOT) + ": '" + first + "'";
            }
            return "unknown option: '" + first + "'";
        }
        String message = String.valueOf(error.getMessage());
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
