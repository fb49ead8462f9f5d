package io.github.ports4j;

import java.util.List;

/** A program of the packet filter, or its library, failed or answered what is not understood. */
public final class FirewallException extends PortException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> argv;
    private final int exit;
    private final String output;

    /**
     * Describes the failure.
     *
     * @param argv what was run, or what stands for the call
     * @param exit its exit status; -1 if it had none
     * @param output what it said, without the lines that it always says
     * @param advice what the caller can do, or what was changed nevertheless; one sentence
     */
    public FirewallException(List<String> argv, int exit, String output, String advice) {
        super(
                Printable.of(String.join(" ", argv)) + (exit < 0 ? "" : " (exit " + exit + ")")
                        + (output.isBlank()
                                ? ""
                                : ": " + Printable.of(output.strip().replace('\n', ' '))) + "; " + advice,
                null);
        this.argv = List.copyOf(argv);
        this.exit = exit;
        this.output = output;
    }

    /** What was run, or what stands for the call. */
    public List<String> argv() {
        return argv;
    }

    /** Its exit status; -1 if it had none. */
    public int exit() {
        return exit;
    }

    /** What it said. */
    public String output() {
        return output;
    }
}
