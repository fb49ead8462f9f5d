package io.github.ports4j.cli;

/** How a piece of text looks on a terminal; in a pipe it looks like any other. */
enum Style {
    /** Like the rest. */
    PLAIN(""),
    /** What matters in a line. */
    STRONG("1"),
    /** What a reader may skip. */
    FAINT("2"),
    /** It is as asked for. */
    GOOD("32"),
    /** It may matter. */
    WARNING("33"),
    /** It is not as asked for. */
    BAD("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String apply(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
