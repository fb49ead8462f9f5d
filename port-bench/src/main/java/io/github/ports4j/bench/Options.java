package io.github.ports4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * The command line of {@link Paired}.
 *
 * @param question what is asked
 * @param port the port it is asked of, where it is asked of one
 * @param pairs how many pairs
 * @param fewestPairs how many pairs make a result
 * @param calls how many calls in this JVM make one sample, their median; a floor makes as many at least
 * @param warmUpSeconds how long ours is called before anything is measured
 * @param patienceSeconds how long a pair waits for a quiet machine; 0 for not at all
 * @param bound how many times as long as a floor, or how many milliseconds more than a part, it may take; 0 for no bound
 * @param program whole process that stands in for the call in this JVM, if one does
 * @param others who is compared
 */
record Options(
        Question question,
        int port,
        int pairs,
        int fewestPairs,
        int calls,
        int warmUpSeconds,
        int patienceSeconds,
        double bound,
        Optional<Side> program,
        List<Side> others) {
    private static final String END = ";";

    /**
     * Parses it.
     *
     * @throws IllegalArgumentException if it can't be understood
     */
    static Options parse(List<String> args) {
        if (args.isEmpty()) {
            throw new IllegalArgumentException("a question is missing");
        }
        Question question = Question.parse(args.get(0));
        int port = 18080;
        int pairs = 30;
        int fewest = 30;
        int calls = 3;
        int warmUp = 5;
        int patience = 2;
        double bound = 0;
        boolean oshi = false;
        Optional<Side> program = Optional.empty();
        List<IntFunction<Side>> sides = new ArrayList<>();
        Words words = new Words(args);
        while (words.more()) {
            String option = words.next();
            switch (option) {
                case "--port" -> port = words.number(1, 65535);
                case "--pairs" -> pairs = words.number(Estimate.FEWEST, 1_000_000);
                case "--fewest" -> fewest = words.number(Estimate.FEWEST, 1_000_000);
                case "--calls" -> calls = words.number(1, 1_000_000);
                case "--warmup" -> warmUp = words.number(0, 3600);
                case "--patience" -> patience = words.number(0, 3600);
                case "--bound" -> bound = Double.parseDouble(words.next());
                case "--oshi" -> oshi = true;
                case "--ours" -> {
                    Pattern found = Pattern.compile(words.next());
                    program = Optional.of(Program.answering(found, words.command()));
                }
                case "--part" -> {
                    List<String> command = words.command();
                    sides.add(count -> Program.part(command));
                }
                case "--floor" -> {
                    String key = words.next();
                    List<String> command = words.command();
                    sides.add(count -> new Floor(key, command, count));
                }
                case "--scan-floor" -> {
                    List<String> command = words.command();
                    sides.add(count -> new ScanFloor(command));
                }
                case "--program" -> {
                    Pattern found = Pattern.compile(words.next());
                    List<String> command = words.command();
                    sides.add(count -> Program.answering(found, command));
                }
                default -> throw new IllegalArgumentException("unknown option '" + option + "'");
            }
        }
        List<Side> others = new ArrayList<>();
        for (IntFunction<Side> side : sides) {
            others.add(side.apply(calls));
        }
        if (oshi) {
            others.add(question.oshis(port, calls));
        }
        if (others.isEmpty()) {
            throw new IllegalArgumentException("nobody to compare with");
        }
        return new Options(question, port, pairs, fewest, calls, warmUp, patience, bound, program, List.copyOf(others));
    }

    /** Takes words from the command line. */
    private static final class Words {
        private final List<String> args;
        private int index = 1;

        Words(List<String> args) {
            this.args = args;
        }

        boolean more() {
            return index < args.size();
        }

        String next() {
            if (!more()) {
                throw new IllegalArgumentException(args.get(args.size() - 1) + " needs more");
            }
            return args.get(index++);
        }

        int number(int least, int most) {
            String word = next();
            try {
                int number = Integer.parseInt(word);
                if (least <= number && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException("not a number from " + least + " to " + most + ": " + word);
        }

        List<String> command() {
            List<String> command = new ArrayList<>();
            String word = next();
            while (!word.equals(END)) {
                command.add(word);
                word = next();
            }
            if (command.isEmpty()) {
                throw new IllegalArgumentException("a command is missing before " + END);
            }
            return command;
        }
    }
}
